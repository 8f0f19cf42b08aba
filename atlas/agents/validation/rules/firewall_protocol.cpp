#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>
#include <functional>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(firewall_protocol, "ATLAS-E2091", error, "a firewall protocol is unknown",
           "ATLAS passes on the protocols that a guest's firewall commonly needs: tcp, udp, icmp, ipv6-icmp, esp, ah, "
           "sctp, vrrp. Leave protocol out for all.",
           check);

void each_rule(
    const spec::Fleet& fleet,
    const std::function<void(const spec::MachineSpec&, const std::string&, const spec::FirewallRule&)>& visit) {
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.firewall.rules.size(); ++i) {
      visit(machine, item("/firewall/rules", i), machine.firewall.rules[i]);
    }
  }
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  static const std::vector<std::string> k_known = {"tcp", "udp", "icmp", "ipv6-icmp", "esp", "ah", "sctp", "vrrp"};
  each_rule(fleet, [&](const auto& machine, const std::string& below, const auto& rule) {
    if (!rule.protocol.empty() && std::find(k_known.begin(), k_known.end(), rule.protocol) == k_known.end()) {
      report.on(machine, below + "/protocol", "protocol '" + rule.protocol + "' is not known",
                nearest_fix(rule.protocol, k_known, "use tcp or udp"));
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
