#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(backup_mode, "ATLAS-E2083", error, "a backup mode is unknown",
           "Proxmox VE backs up in mode snapshot (without downtime), suspend or stop.", check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& mode = machine.backup.mode;
    if (machine.backup.enabled && mode != "snapshot" && mode != "suspend" && mode != "stop") {
      report.on(machine, "/backup/mode", "'" + mode + "' is no backup mode",
                nearest_fix(mode, {"snapshot", "suspend", "stop"}, "use snapshot"));
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
