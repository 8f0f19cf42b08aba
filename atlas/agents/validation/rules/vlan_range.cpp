#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(vlan_range, "ATLAS-E2024", error, "a VLAN tag is out of range",
           "VLAN tags go from 1 to 4094; 0 and 4095 are reserved by the standard.", check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    if (network.vlan && (*network.vlan < 1 || *network.vlan > 4094)) {
      report.at(member("/networks", network.name) + "/vlan",
                "network '" + network.name + "': VLAN " + std::to_string(*network.vlan) + " does not exist",
                "use 1 to 4094, or leave vlan out for untagged traffic");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
