#include "atlas/agents/validation/rules/support.hpp"

#include <map>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(port_conflict, "ATLAS-E2111", error, "two components use one port",
           "Only one program can listen on a port. Change the port of one component by its parameter, or move it to "
           "another machine.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto environment = environment_of(fleet);
  for (const auto& machine : fleet.machines) {
    std::map<std::pair<std::string, std::int64_t>, std::string> seen;
    for (const auto& used : components_of(fleet, context, machine)) {
      for (const auto& port : used.component->ports) {
        const auto number = effective_port(port, used, environment);
        const auto [it, is_new] = seen.emplace(std::pair(port.protocol, number), used.component->name);
        if (!is_new && it->second != used.component->name) {
          report.on(machine, used.below(),
                    "'" + it->second + "' and '" + used.component->name + "' both use " + port.protocol + " port " +
                        std::to_string(number),
                    port.parameter.empty() ? "move one to another machine" : "change the parameter " + port.parameter);
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
