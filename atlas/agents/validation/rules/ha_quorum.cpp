#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(ha_quorum, "ATLAS-W2073", warning, "two nodes cannot form a majority",
           "With two nodes the one that survives has no majority, so high availability stops it as well, unless a "
           "third vote (QDevice) is set up. Add a third node or a QDevice.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const bool has_ha =
      std::any_of(fleet.machines.begin(), fleet.machines.end(), [](const auto& m) { return m.ha.enabled; });
  if (has_ha && fleet.cluster.nodes.size() == 2) {
    report.at("/cluster/nodes", "high availability with two nodes needs a third vote", "add a node or a QDevice");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
