#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_once, "ATLAS-E2104", error, "a component stands twice",
           "A component is installed once on a machine, with one set of parameters. Merge the two entries.", check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < machine.software.size(); ++i) {
      if (!seen.insert(machine.software[i].name).second) {
        report.on(machine, item("/software", i), "component '" + machine.software[i].name + "' stands twice",
                  "merge the two");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
