#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(storage_exists, "ATLAS-E2015", error, "an unknown storage is named",
           "Disks, templates and backups stand on storages that are declared under cluster.storage with the ids that "
           "pvesm knows. Correct the id, or declare the storage.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto ids = storage_ids(fleet);
  const auto is_missing = [&](const spec::StorageId& id) { return find_storage(fleet, id) == nullptr; };
  const auto fix = [&](const spec::StorageId& id) {
    return nearest_fix(id.str(), ids, "declare it under cluster.storage");
  };
  for (const auto& image : fleet.templates) {
    if (is_missing(image.storage)) {
      report.at(member("/templates", image.name) + "/storage",
                "template '" + image.name + "': storage '" + image.storage.str() + "' is not declared",
                fix(image.storage));
    }
  }
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& storage = machine.disks[i].storage;
      if (storage && is_missing(*storage)) {
        report.on(machine, item("/disks", i) + "/storage", "storage '" + storage->str() + "' is not declared",
                  fix(*storage));
      }
    }
    if (machine.backup.storage && is_missing(*machine.backup.storage)) {
      report.on(machine, "/backup/storage", "storage '" + machine.backup.storage->str() + "' is not declared",
                fix(*machine.backup.storage));
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
