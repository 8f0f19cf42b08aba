#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/sizes.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(memory_fits, "ATLAS-E2052", error, "a machine's memory is impossible",
           "A machine has 512 MiB to 1 TiB of memory, and no more than its node: QEMU could not allocate it at start. "
           "Ask for less, or pin it to a larger node.",
           check);

// Of the node it is pinned to, else of the largest; 0 when a node in question has no declared size.
std::int64_t most_memory(const spec::Fleet& fleet, const spec::MachineSpec& machine) {
  std::int64_t most = 0;
  for (const auto& node : fleet.cluster.nodes) {
    if (machine.node && node.name != *machine.node) {
      continue;
    }
    if (!node.memory_mib) {
      return 0;
    }
    most = std::max(most, *node.memory_mib);
  }
  return most;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto size = spec::size_text(machine.memory_mib, spec::SizeUnit::mib);
    if (machine.memory_mib < 512 || machine.memory_mib > 1'048'576) {
      report.on(machine, "/memory", size + " of memory is not possible", "use 512M to 1T");
    } else if (const auto most = most_memory(fleet, machine); most > 0 && machine.memory_mib > most) {
      report.on(machine, "/memory",
                size + " of memory is more than the node's " + spec::size_text(most, spec::SizeUnit::mib),
                "ask for less");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
