#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(hostname_unique, "ATLAS-E2002", error, "two machines have one name",
           "Names tell machines apart in DNS, in Ansible and in the state, where upper and lower case count as the "
           "same. Number them with a pattern such as web-{01..03}, or rename one.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::string, const spec::MachineSpec*> seen;
  for (const auto& machine : fleet.machines) {
    const auto [it, is_new] = seen.emplace(text::lower(machine.name.str()), &machine);
    if (!is_new) {
      report.on(machine, "/name", "another machine has this name", "give each machine its own name",
                "the first one is " + it->second->origin);
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
