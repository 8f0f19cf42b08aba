#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(mac_grammar, "ATLAS-E2035", error, "a MAC address is malformed",
           "A MAC address is six pairs of hexadecimal digits with colons between them. The second digit is even: an "
           "odd one means a group of receivers (multicast), which no NIC can be.",
           check);

bool is_unicast_mac(std::string_view mac) {
  constexpr std::string_view k_hex = "0123456789abcdefABCDEF";
  if (mac.size() != 17 || std::string_view("02468aceACE").find(mac[1]) == std::string_view::npos) {
    return false;
  }
  for (std::size_t i = 0; i < mac.size(); ++i) {
    if (i % 3 == 2 ? mac[i] != ':' : k_hex.find(mac[i]) == std::string_view::npos) {
      return false;
    }
  }
  return mac != "00:00:00:00:00:00";
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      const auto& mac = machine.nics[i].mac;
      if (mac && !is_unicast_mac(*mac)) {
        report.on(machine, item("/nics", i) + "/mac", "'" + *mac + "' is no MAC address for a NIC",
                  "write it like BC:24:11:00:00:01, or leave it out");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
