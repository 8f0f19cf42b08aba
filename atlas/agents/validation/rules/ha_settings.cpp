#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(ha_settings, "ATLAS-E2072", error, "high availability is set up wrongly",
           "The priority of the preferred nodes is 1 to 1000, restarts and relocations are 0 to 10. High availability "
           "on one node has nowhere to go.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& ha = machine.ha;
    if (!ha.enabled) {
      continue;
    }
    const auto in = [](int value, int least, int most) { return value >= least && value <= most; };
    if (!in(ha.priority, 1, 1000) || !in(ha.max_restart, 0, 10) || !in(ha.max_relocate, 0, 10)) {
      report.on(machine, "/ha", "a number of ha is out of range",
                "use priority 1 to 1000, restarts and relocations 0 to 10");
    } else if (fleet.cluster.nodes.size() < 2) {
      report.on(machine, "/ha", "high availability needs more than one node", "declare more nodes, or switch ha off");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
