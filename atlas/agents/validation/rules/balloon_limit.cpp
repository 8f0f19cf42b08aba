#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/sizes.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(balloon_limit, "ATLAS-E2055", error, "the balloon is larger than the memory",
           "balloon is the memory that a machine keeps when its node runs short, so it cannot be more than the "
           "machine's memory. Leave it out to switch ballooning off.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.balloon_mib && (*machine.balloon_mib < 0 || *machine.balloon_mib > machine.memory_mib)) {
      report.on(machine, "/balloon",
                "a balloon of " + spec::size_text(*machine.balloon_mib, spec::SizeUnit::mib) + " does not fit " +
                    spec::size_text(machine.memory_mib, spec::SizeUnit::mib) + " of memory",
                "make it smaller, or leave it out");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
