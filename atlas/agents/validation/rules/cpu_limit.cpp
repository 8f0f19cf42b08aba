#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(cpu_limit, "ATLAS-E2050", error, "a machine has an impossible number of cores",
           "A machine has 1 to 64 cores on 1 to 4 sockets, and Proxmox VE refuses to start one with more virtual cores "
           "than its node has threads. Ask for fewer, or pin it to a larger node.",
           check);

// Of the node it is pinned to, else of the largest; 0 when a node in question has no declared size.
std::int64_t most_cores(const spec::Fleet& fleet, const spec::MachineSpec& machine) {
  std::int64_t most = 0;
  for (const auto& node : fleet.cluster.nodes) {
    if (machine.node && node.name != *machine.node) {
      continue;
    }
    if (!node.cores) {
      return 0;
    }
    most = std::max<std::int64_t>(most, *node.cores);
  }
  return most;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto total = std::int64_t{machine.cpu.cores} * machine.cpu.sockets;
    if (machine.cpu.cores < 1 || machine.cpu.cores > 64 || machine.cpu.sockets < 1 || machine.cpu.sockets > 4) {
      report.on(machine, "/cpu", "the number of cores is not possible", "use 1 to 64 cores and 1 to 4 sockets");
    } else if (const auto most = most_cores(fleet, machine); most > 0 && total > most) {
      report.on(machine, "/cpu/cores",
                std::to_string(total) + " virtual cores are more than the node's " + std::to_string(most),
                "ask for " + std::to_string(most) + " at most");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
