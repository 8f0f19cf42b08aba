#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_version, "ATLAS-E2103", error, "a version is not offered",
           "A component offers fixed versions for each operating system, so that the same spec always installs the "
           "same thing. Choose one of them, or leave version out for the default.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto* system = system_of(fleet, context, machine);
    for (std::size_t i = 0; i < machine.software.size(); ++i) {
      const auto& software = machine.software[i];
      const auto* component = context.catalogue.find(software.name);
      if (component == nullptr || system == nullptr || !software.version || !component->supports(system->id) ||
          component->version_for(system->id, software.version) != nullptr) {
        continue;
      }
      report.on(machine, item("/software", i) + "/version",
                software.name + " " + *software.version + " is not offered for " + system->title,
                nearest_fix(*software.version, component->versions_for(system->id), "leave version out"));
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
