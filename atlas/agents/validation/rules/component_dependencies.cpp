#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_dependencies, "ATLAS-E2108", error, "a component needs another one",
           "The component only works beside another one on the same machine. Add it to the machine's software.", check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto all = components_of(fleet, context, machine);
    std::set<std::string> present;
    for (const auto& used : all) {
      present.insert(used.component->name);
    }
    for (const auto& used : all) {
      for (const auto& needed : used.component->needs.components) {
        if (present.count(needed) == 0) {
          report.on(machine, used.below(), "component '" + used.component->name + "' needs '" + needed + "'",
                    "add " + needed + " to the software");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
