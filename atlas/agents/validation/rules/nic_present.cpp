#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(nic_present, "ATLAS-E2021", error, "a machine has no NIC or too many",
           "Ansible reaches a machine over the network, so it needs at least one NIC; Proxmox VE takes 32 at most. Add "
           "one to the machine or to defaults.nics.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.nics.empty()) {
      report.on(machine, "", "has no NIC", "add one to its nics, or to defaults.nics");
    } else if (machine.nics.size() > 32) {
      report.on(machine, "/nics", "has " + std::to_string(machine.nics.size()) + " NICs", "use 32 at most");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
