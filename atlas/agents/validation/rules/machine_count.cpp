#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(machine_count, "ATLAS-E2004", error, "the fleet has no machine",
           "Nothing can be generated for a fleet without machines. Add at least one under machines, or look whether "
           "all of them are switched off with enabled: false or by the environment.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  if (fleet.machines.empty()) {
    report.at("/machines", "the fleet has no machine", "add at least one machine");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
