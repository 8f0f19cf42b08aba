#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(
    user_unique, "ATLAS-E2064", error, "two users of a machine have one name",
    "An account exists once on a machine, so a second entry of the same name would change the keys and rights that "
    "the first one gave. Merge the two entries: the keys of both, and the one value of `sudo` that "
    "is meant.",
    check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < machine.users.size(); ++i) {
      if (!seen.insert(machine.users[i].name).second) {
        report.on(machine, item("/users", i) + "/name", "user '" + machine.users[i].name + "' stands twice",
                  "merge the two");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
