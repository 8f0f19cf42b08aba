#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <functional>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(firewall_ports, "ATLAS-E2090", error, "a firewall port is malformed",
           "Ports are numbers from 1 to 65535, ranges with a colon (8000:8100, the lower first) or a list of both with "
           "commas. They only exist for tcp, udp and sctp.",
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

bool is_port_range(const std::string& text) {
  const auto ends = text::split(text, ':');
  const auto low = number_in(ends.front(), 1, 65'535);
  const auto high = number_in(ends.back(), 1, 65'535);
  return ends.size() <= 2 && low && high && *low <= *high;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  each_rule(fleet, [&](const auto& machine, const std::string& below, const auto& rule) {
    if (rule.port.empty()) {
      return;
    }
    const auto parts = text::split(rule.port, ',');
    if (!std::all_of(parts.begin(), parts.end(), is_port_range)) {
      report.on(machine, below + "/port", "'" + rule.port + "' is no port", "write it like 80, 80,443 or 8000:8100");
    } else if (rule.protocol != "tcp" && rule.protocol != "udp" && rule.protocol != "sctp") {
      report.on(machine, below, "port " + rule.port + " needs a protocol that has ports", "set protocol to tcp or udp");
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
