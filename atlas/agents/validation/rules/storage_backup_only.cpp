#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(storage_backup_only, "ATLAS-E2017", error, "a disk stands on a backup storage",
           "A storage whose only class is backup (Proxmox Backup Server) cannot hold disk images. Name another storage "
           "for the disk or the template.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto backup_only = [&](const spec::StorageId& id) {
    const auto* storage = find_storage(fleet, id);
    return storage != nullptr && storage->classes.size() == 1 && has_class(*storage, "backup");
  };
  for (const auto& image : fleet.templates) {
    if (backup_only(image.storage)) {
      report.at(member("/templates", image.name) + "/storage",
                "template '" + image.name + "': storage '" + image.storage.str() + "' only takes backups",
                "name the storage where the template's disk is");
    }
  }
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      if (machine.disks[i].storage && backup_only(*machine.disks[i].storage)) {
        report.on(machine, item("/disks", i) + "/storage",
                  "storage '" + machine.disks[i].storage->str() + "' only takes backups", "name another storage");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
