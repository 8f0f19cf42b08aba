#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(firewall_lockout, "ATLAS-W2094", warning, "a firewall rule shuts Ansible out",
           "A rule of the spec stands before the ones that ATLAS adds. This one drops SSH from everywhere, so neither "
           "Ansible nor a person can log in. Limit it to a source, or put an accepting rule before it.",
           check);

bool meets_ssh(const spec::FirewallRule& rule, std::string_view action) {
  if (rule.direction != "in" || rule.action != action || (!rule.protocol.empty() && rule.protocol != "tcp")) {
    return false;
  }
  for (const auto& part : text::split(rule.port, ',')) {
    const auto ends = text::split(part, ':');
    const auto low = number_in(ends.front(), 1, 65'535).value_or(rule.port.empty() ? 1 : 65'535);
    const auto high = number_in(ends.back(), 1, 65'535).value_or(rule.port.empty() ? 65'535 : 1);
    if (low <= 22 && 22 <= high) {
      return true;
    }
  }
  return false;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& rules = machine.firewall.rules;
    for (std::size_t i = 0; machine.firewall.enabled && i < rules.size() && !meets_ssh(rules[i], "accept"); ++i) {
      if (rules[i].source.empty() && (meets_ssh(rules[i], "drop") || meets_ssh(rules[i], "reject"))) {
        report.on(machine, item("/firewall/rules", i), "this rule drops SSH from everywhere",
                  "limit it to a source or other ports");
        break;
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
