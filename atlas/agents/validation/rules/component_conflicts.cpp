#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_conflicts, "ATLAS-E2110", error, "two components exclude each other",
           "The two components cannot be on one machine: they own the same packages, ports or files. Put one on "
           "another machine.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto all = components_of(fleet, context, machine);
    std::map<std::string, const UsedComponent*> present;
    for (const auto& used : all) {
      present[used.component->name] = &used;
    }
    std::set<std::pair<std::string, std::string>> said;
    for (const auto& used : all) {
      for (const auto& other : used.component->conflicts) {
        if (present.count(other) > 0 && said.insert(std::minmax(used.component->name, other)).second) {
          report.on(machine, used.below(),
                    "components '" + used.component->name + "' and '" + other + "' exclude each other",
                    "move one to another machine");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
