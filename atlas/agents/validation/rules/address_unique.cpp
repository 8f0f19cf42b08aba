#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(address_unique, "ATLAS-E2031", error, "two NICs have one address",
           "An address belongs to one NIC. Two with the same one answer for each other, and both become unreachable. "
           "Change one, or let ATLAS choose with auto.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<spec::IpAddress, std::string> seen;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      for (const auto* wanted : {&machine.nics[i].ipv4, &machine.nics[i].ipv6}) {
        const auto address = spec::IpAddress::parse(*wanted);
        if (!address) {
          continue;
        }
        const auto [it, is_new] = seen.emplace(*address, machine.name.str());
        if (!is_new) {
          report.on(machine, item("/nics", i) + (address->is_v4() ? "/ipv4" : "/ipv6"),
                    "address " + address->text() + " is also the one of " + it->second,
                    "give each NIC its own address");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
