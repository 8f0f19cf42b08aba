#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(bridge_or_vnet, "ATLAS-E2022", error, "a network needs a bridge or a vnet",
           "A network is either a bridge of the nodes (vmbr0) or a vnet of the software-defined network, never both "
           "and never neither.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    if (network.bridge.empty() == network.vnet.empty()) {
      report.at(member("/networks", network.name),
                "network '" + network.name + "' has " +
                    (network.bridge.empty() ? "neither bridge nor vnet" : "both bridge and vnet"),
                "set exactly one of the two");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
