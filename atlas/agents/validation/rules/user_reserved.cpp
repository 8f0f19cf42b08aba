#include "atlas/agents/validation/rules/support.hpp"

#include <functional>
#include <set>
#include <string>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(user_reserved, "ATLAS-E2061", error, "a user name belongs to the system",
           "The operating system and its packages have accounts of their own (root, daemon, www-data, postgres, ...). "
           "Taking one over breaks their programs, and root never logs in over SSH. Choose another name.",
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
  static const std::set<std::string> k_system = {"_apt",
                                                 "adm",
                                                 "backup",
                                                 "bin",
                                                 "daemon",
                                                 "dbus",
                                                 "docker",
                                                 "ftp",
                                                 "games",
                                                 "gnats",
                                                 "halt",
                                                 "haproxy",
                                                 "irc",
                                                 "list",
                                                 "lp",
                                                 "mail",
                                                 "man",
                                                 "messagebus",
                                                 "mongod",
                                                 "mongodb",
                                                 "mysql",
                                                 "news",
                                                 "nginx",
                                                 "nobody",
                                                 "node_exporter",
                                                 "operator",
                                                 "polkitd",
                                                 "postgres",
                                                 "prometheus",
                                                 "proxy",
                                                 "root",
                                                 "shutdown",
                                                 "sshd",
                                                 "sync",
                                                 "sys",
                                                 "syslog",
                                                 "systemd-network",
                                                 "systemd-resolve",
                                                 "systemd-timesync",
                                                 "uucp",
                                                 "www-data"};
  each_user(fleet, [&](const auto& machine, std::size_t index) {
    const auto& name = machine.users[index].name;
    if (k_system.count(name) > 0) {
      report.on(machine, item("/users", index) + "/name", "user '" + name + "' belongs to the system",
                "choose another name");
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
