#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/names.hpp"

#include <functional>
#include <set>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(user_name, "ATLAS-E2060", error, "a user or group name is not usable",
           "useradd takes 1 to 32 characters of a-z, 0-9, _ and -, with a letter or _ first, for users and groups.",
           check);

// Fleet-wide users stand in every machine: each entry of the text is reported once.
void each_user(const spec::Fleet& fleet, const std::function<void(const spec::MachineSpec&, std::size_t)>& visit) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.users.size(); ++i) {
      const auto place = fleet.where(item(machine.origin + "/users", i));
      const auto line = place ? std::to_string(place->line) + ":" + std::to_string(place->column) : machine.origin;
      if (seen.emplace(line, machine.users[i].name).second) {
        visit(machine, i);
      }
    }
  }
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  each_user(fleet, [&](const auto& machine, std::size_t index) {
    const auto& user = machine.users[index];
    if (!spec::is_user_name(user.name)) {
      report.on(machine, item("/users", index) + "/name", "'" + user.name + "' is no user name",
                "use a-z, 0-9, '_' and '-', a letter first");
    }
    for (std::size_t i = 0; i < user.groups.size(); ++i) {
      if (!spec::is_user_name(user.groups[i])) {
        report.on(machine, item(item("/users", index) + "/groups", i), "'" + user.groups[i] + "' is no group name",
                  "use a-z, 0-9, '_' and '-', a letter first");
      }
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
