#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_eol, "ATLAS-W2105", warning, "a version is out of support",
           "The version gets no more fixes since the date given, which is compared with the release date of this "
           "ATLAS. Plan the move to a newer one.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto* system = system_of(fleet, context, machine);
    for (std::size_t i = 0; system != nullptr && i < machine.software.size(); ++i) {
      const auto* component = context.catalogue.find(machine.software[i].name);
      const auto* version =
          component == nullptr ? nullptr : component->version_for(system->id, machine.software[i].version);
      if (version != nullptr && !version->eol.empty() && version->eol < k_release_date) {
        report.on(machine, item("/software", i),
                  "support of " + component->name + " " + version->version + " ended on " + version->eol,
                  "use a newer version or operating system");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
