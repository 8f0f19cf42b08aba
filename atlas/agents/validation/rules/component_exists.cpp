#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_exists, "ATLAS-E2101", error, "an unknown component is named",
           "Software is installed by components: folders of config/templates/software and those given with "
           "--components. Correct the name; 'atlas components' lists all.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto names = context.catalogue.names();
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.software.size(); ++i) {
      const auto& name = machine.software[i].name;
      if (context.catalogue.find(name) == nullptr) {
        report.on(machine, item("/software", i), "component '" + name + "' is not known",
                  nearest_fix(name, names, "name a component of the catalogue"));
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
