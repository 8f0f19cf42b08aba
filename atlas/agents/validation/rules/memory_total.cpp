#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/sizes.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(memory_total, "ATLAS-W2053", warning, "the machines have more memory than the cluster",
           "All machines together have more memory than all declared nodes. Proxmox VE allows it, but the last "
           "machines may fail to start, or the kernel may kill one when memory runs out.",
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
  const auto total = total_memory(fleet);
  const auto wanted = wanted_memory(fleet);
  if (total > 0 && wanted > total) {
    report.at("/cluster/nodes",
              "the machines have " + spec::size_text(wanted, spec::SizeUnit::mib) + " of memory, the nodes " +
                  spec::size_text(total, spec::SizeUnit::mib),
              "add memory or nodes, or give the machines less");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
