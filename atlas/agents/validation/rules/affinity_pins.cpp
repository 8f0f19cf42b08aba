#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(affinity_pins, "ATLAS-E2077", error, "pinned nodes contradict an affinity rule",
           "The spec pins machines to nodes in a way that a strict affinity rule forbids. Remove a pin or the rule.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (std::size_t i = 0; i < fleet.affinity.size(); ++i) {
    const auto& rule = fleet.affinity[i];
    std::map<spec::NodeName, std::string> pinned;
    bool clash = false;
    for (const auto& name : rule.machines) {
      const auto* machine = find_machine(fleet, name.str());
      if (machine != nullptr && machine->node) {
        const auto [it, is_new] = pinned.emplace(*machine->node, name.str());
        clash = clash || (rule.type == "apart" && !is_new && it->second != name.str());
      }
    }
    if (rule.strict && (clash || (rule.type == "together" && pinned.size() > 1))) {
      report.at(item("/affinity", i), "rule '" + rule.name + "' contradicts the nodes that its machines are pinned to",
                "remove a pin, or set strict: false");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
