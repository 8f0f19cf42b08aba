#include "atlas/agents/validation/rules/support.hpp"

#include <functional>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(firewall_action, "ATLAS-E2093", error, "a firewall action or direction is unknown",
           "Rules are for direction in or out, and rules and policies accept, drop or reject.", check);

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
  const auto is_action = [](const std::string& text) { return text == "accept" || text == "drop" || text == "reject"; };
  for (const auto& machine : fleet.machines) {
    if (!is_action(machine.firewall.policy_in) || !is_action(machine.firewall.policy_out)) {
      report.on(machine, "/firewall", "a firewall policy is unknown", "use accept, drop or reject");
    }
  }
  each_rule(fleet, [&](const auto& machine, const std::string& below, const auto& rule) {
    if (!is_action(rule.action) || (rule.direction != "in" && rule.direction != "out")) {
      report.on(machine, below, "the action or direction is unknown", "use accept, drop or reject, and in or out");
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
