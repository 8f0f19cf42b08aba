#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(affinity_capacity, "ATLAS-E2076", error, "more machines must be apart than there are nodes",
           "A strict rule of type apart puts each machine on a node of its own. Add nodes, or set strict: false.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (std::size_t i = 0; i < fleet.affinity.size(); ++i) {
    const auto& rule = fleet.affinity[i];
    const std::set<spec::MachineName> members(rule.machines.begin(), rule.machines.end());
    if (rule.type == "apart" && rule.strict && !fleet.cluster.nodes.empty() &&
        members.size() > fleet.cluster.nodes.size()) {
      report.at(item("/affinity", i),
                "rule '" + rule.name + "' keeps " + std::to_string(members.size()) + " machines apart on " +
                    std::to_string(fleet.cluster.nodes.size()) + " nodes",
                "add nodes, or set strict: false");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
