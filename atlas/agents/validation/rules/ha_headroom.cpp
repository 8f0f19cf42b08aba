#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/sizes.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(ha_headroom, "ATLAS-W2054", warning, "no room is left when a node fails",
           "High availability restarts the machines of a failed node on the others. When the largest node fails, what "
           "is left has less memory than the machines need, so some will not come back.",
           check);

// 0 when a node has no declared size.
std::int64_t total_memory(const spec::Fleet& fleet) {
  std::int64_t total = 0;
  for (const auto& node : fleet.cluster.nodes) {
    if (!node.memory_mib) {
      return 0;
    }
    total += *node.memory_mib;
  }
  return total;
}

std::int64_t wanted_memory(const spec::Fleet& fleet) {
  std::int64_t wanted = 0;
  for (const auto& machine : fleet.machines) {
    wanted += machine.memory_mib;
  }
  return wanted;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& nodes = fleet.cluster.nodes;
  const bool has_ha =
      std::any_of(fleet.machines.begin(), fleet.machines.end(), [](const auto& m) { return m.ha.enabled; });
  const auto total = total_memory(fleet);
  if (!has_ha || total == 0 || nodes.size() < 2) {
    return;
  }
  std::int64_t largest = 0;
  for (const auto& node : nodes) {
    largest = std::max(largest, *node.memory_mib);
  }
  const auto wanted = wanted_memory(fleet);
  if (wanted <= total && wanted > total - largest) {
    report.at("/cluster/nodes",
              "without the largest node " + spec::size_text(total - largest, spec::SizeUnit::mib) +
                  " of memory are left for machines with " + spec::size_text(wanted, spec::SizeUnit::mib),
              "add memory or a node, or give the machines less");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
