#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(cpu_overcommit, "ATLAS-W2051", warning, "the cluster has many virtual cores for its real ones",
           "All machines together have more than four virtual cores for each real one. Idle machines bear it, busy "
           "ones slow each other down. The factor is a rule of thumb: measure before you buy.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::int64_t real = 0;
  for (const auto& node : fleet.cluster.nodes) {
    if (!node.cores) {
      return;
    }
    real += *node.cores;
  }
  std::int64_t virtual_cores = 0;
  for (const auto& machine : fleet.machines) {
    virtual_cores += std::int64_t{machine.cpu.cores} * machine.cpu.sockets;
  }
  if (real > 0 && virtual_cores > 4 * real) {
    report.at("/cluster/nodes",
              "the machines have " + std::to_string(virtual_cores) + " virtual cores, the nodes " +
                  std::to_string(real) + " real ones",
              "add nodes, or give the machines fewer cores");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
