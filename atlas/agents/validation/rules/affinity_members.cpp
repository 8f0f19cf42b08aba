#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(affinity_members, "ATLAS-E2074", error, "an affinity rule names wrong machines",
           "A rule is about at least two different machines of the fleet, has a name of its own that Proxmox VE "
           "accepts, and is of type together or apart.",
           check);

bool is_rule_name(const std::string& name) {
  return name.size() >= 2 && consists_of(name, std::string(k_lower) + std::string(k_digits) + "-_") &&
         k_lower.find(name[0]) != std::string_view::npos;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::vector<std::string> names;
  for (const auto& machine : fleet.machines) {
    names.push_back(machine.name.str());
  }
  const std::set<std::string> known(names.begin(), names.end());
  std::set<std::string> rule_names;
  for (std::size_t i = 0; i < fleet.affinity.size(); ++i) {
    const auto& rule = fleet.affinity[i];
    const auto pointer = item("/affinity", i);
    std::set<std::string> members;
    for (std::size_t m = 0; m < rule.machines.size(); ++m) {
      const auto& name = rule.machines[m].str();
      members.insert(name);
      if (known.count(name) == 0) {
        report.at(item(pointer + "/machines", m),
                  "affinity rule '" + rule.name + "': there is no machine '" + name + "'",
                  nearest_fix(name, names, "name machines of the fleet"));
      }
    }
    if (members.size() < 2) {
      report.at(pointer + "/machines", "affinity rule '" + rule.name + "' needs at least two machines",
                "name more machines");
    }
    if (!rule_names.insert(rule.name).second) {
      report.at(pointer + "/name", "two affinity rules are named '" + rule.name + "'", "rename one");
    }
    if (!is_rule_name(rule.name) || (rule.type != "together" && rule.type != "apart")) {
      report.at(pointer, "affinity rule '" + rule.name + "' has an unusable name or type",
                "use a name of a-z, 0-9, '-' and '_', a letter first, and the type together or apart");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
