#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(backup_missing, "ATLAS-W2084", warning, "a protected machine has no backup",
           "protection says that a machine holds something worth keeping, but nothing backs it up. Enable backup, or "
           "remove the protection.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.protection && !machine.backup.enabled) {
      report.on(machine, "/backup", "is protected but not backed up", "set backup.enabled: true");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
