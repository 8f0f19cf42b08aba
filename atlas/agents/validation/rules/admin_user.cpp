#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(admin_user, "ATLAS-E2063", error, "nobody can administer a machine",
           "ATLAS sets no passwords, so every machine needs at least one user with sudo and an SSH key: Ansible and "
           "people log in as that user. Add one under users.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& users = machine.users;
    const bool has_admin =
        std::any_of(users.begin(), users.end(), [](const auto& user) { return user.sudo && !user.ssh_keys.empty(); });
    if (!has_admin) {
      report.on(machine, "/users", "no user has both sudo and an SSH key", "add such a user under users");
      return;  // with fleet-wide users it would be said of every machine
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
