#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_os, "ATLAS-E2102", error, "a component does not support the operating system",
           "The component has no packages or no tested role for the operating system of the machine's template. Use "
           "another template, or another component.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto* system = system_of(fleet, context, machine);
    for (const auto& used : components_of(fleet, context, machine)) {
      if (system != nullptr && !used.component->supports(system->id)) {
        report.on(machine, used.below(), "component '" + used.component->name + "' does not support " + system->title,
                  "use a template of: " + text::join(used.component->os, ", "));
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
