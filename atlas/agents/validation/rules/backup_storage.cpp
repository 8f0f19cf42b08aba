#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(backup_storage, "ATLAS-E2080", error, "backups have no storage",
           "A machine that is backed up needs a storage of class backup: the one it names, or the first declared one. "
           "Backups on the storage that holds the disks are lost together with them.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& storages = fleet.cluster.storage;
  const bool any = std::any_of(storages.begin(), storages.end(), [](const auto& s) { return has_class(s, "backup"); });
  for (const auto& machine : fleet.machines) {
    if (!machine.backup.enabled) {
      continue;
    }
    const auto* storage = machine.backup.storage ? find_storage(fleet, *machine.backup.storage) : nullptr;
    if (storage != nullptr && !has_class(*storage, "backup")) {
      report.on(machine, "/backup/storage", "storage '" + storage->id.str() + "' is not of class backup",
                "name a storage of class backup, or add the class to it");
    } else if (!machine.backup.storage && !any) {
      report.on(machine, "/backup", "no storage of class backup is declared", "declare one under cluster.storage");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
