#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(startup_order, "ATLAS-E2085", error, "the start order is set up wrongly",
           "order and the delays in seconds are not negative. They only have a meaning for machines that start with "
           "their node (on_boot).",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& startup = machine.startup;
    const bool negative = startup.order.value_or(0) < 0 || startup.up_delay_seconds.value_or(0) < 0 ||
                          startup.down_delay_seconds.value_or(0) < 0;
    if (negative) {
      report.on(machine, "/startup", "the start order has a negative number", "use 0 or more");
    } else if (!startup.on_boot && startup.order) {
      report.on(machine, "/startup/order", "has a start order but does not start with its node",
                "set on_boot: true, or remove the order");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
