#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(address_mode, "ATLAS-E2037", error, "a NIC has no address at all",
           "A machine whose NICs all have neither an IPv4 nor an IPv6 address cannot be reached, so it cannot be "
           "configured. Give at least one NIC an address, or dhcp.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& nics = machine.nics;
    const bool silent = std::all_of(nics.begin(), nics.end(), [](const auto& nic) {
      return (nic.ipv4 == "none" || nic.ipv4.empty()) && (nic.ipv6 == "none" || nic.ipv6.empty());
    });
    if (!nics.empty() && silent) {
      report.on(machine, "/nics", "no NIC has an address", "set ipv4 or ipv6 of one NIC to auto, dhcp or an address");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
