#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

#include <functional>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(firewall_source, "ATLAS-E2092", error, "a firewall source is neither network nor address",
           "A source is an address, a network in CIDR form, or the name of a declared network, which stands for its "
           "subnets.",
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
  std::vector<std::string> names;
  for (const auto& network : fleet.networks) {
    names.push_back(network.name);
  }
  each_rule(fleet, [&](const auto& machine, const std::string& below, const auto& rule) {
    const auto& source = rule.source;
    if (!source.empty() && !spec::IpAddress::parse(source) && !spec::IpNetwork::parse(source) &&
        find_network(fleet, source) == nullptr) {
      report.on(machine, below + "/source", "source '" + source + "' is neither an address nor a declared network",
                nearest_fix(source, names, "write it like 10.20.0.0/24"));
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
