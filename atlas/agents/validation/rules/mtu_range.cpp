#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(mtu_range, "ATLAS-E2025", error, "an MTU is out of range",
           "QEMU takes an MTU from 576 to 65520, and IPv6 needs 1280 at least.", check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    const int least = network.ipv6 ? 1280 : 576;
    if (network.mtu && (*network.mtu < least || *network.mtu > 65'520)) {
      report.at(member("/networks", network.name) + "/mtu",
                "network '" + network.name + "': an MTU of " + std::to_string(*network.mtu) + " is not possible",
                "use " + std::to_string(least) + " to 65520, or leave mtu out");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
