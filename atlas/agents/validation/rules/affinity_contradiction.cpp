#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(affinity_contradiction, "ATLAS-E2075", error, "affinity rules contradict each other",
           "Two machines cannot be on one node and on different ones. Rules of type together chain: when a and b, and "
           "b and c are together, so are a and c. Remove one of the rules, or make it not strict.",
           check);

std::string root_of(std::map<std::string, std::string>& parent, std::string name) {
  for (auto it = parent.find(name); it != parent.end() && it->second != name; it = parent.find(name)) {
    name = it->second;
  }
  return name;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::string, std::string> parent;
  for (const auto& rule : fleet.affinity) {
    for (std::size_t m = 1; rule.type == "together" && rule.strict && m < rule.machines.size(); ++m) {
      parent[root_of(parent, rule.machines[m].str())] = root_of(parent, rule.machines[0].str());
    }
  }
  for (std::size_t i = 0; i < fleet.affinity.size(); ++i) {
    const auto& rule = fleet.affinity[i];
    std::map<std::string, std::string> seen;
    for (const auto& machine : rule.machines) {
      if (rule.type != "apart" || !rule.strict) {
        continue;
      }
      const auto [it, is_new] = seen.emplace(root_of(parent, machine.str()), machine.str());
      if (!is_new && it->second != machine.str()) {
        report.at(item("/affinity", i),
                  "rule '" + rule.name + "' keeps " + it->second + " and " + machine.str() +
                      " apart, another keeps them together",
                  "remove one of the rules");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
