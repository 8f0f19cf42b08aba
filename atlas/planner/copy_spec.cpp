#include "atlas/planner/steps.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

void copy_template(DraftMachine& machine) {
  if (machine.image == nullptr) {
    return;
  }
  auto& plan = machine.plan;
  plan.os = machine.image->os;
  plan.bios = machine.image->bios;
  plan.agent = machine.image->agent;
  if (machine.system != nullptr) {
    plan.os_family = machine.system->family;
    plan.os_title = machine.system->title;
    plan.os_codename = machine.system->codename;
  }
}

// Guests resolve through one set of servers: those of the first NIC whose network names some.
void copy_dns(const Draft& draft, DraftMachine& machine) {
  auto& plan = machine.plan;
  for (const auto& nic : machine.spec->nics) {
    if (const auto* network = draft.network(nic.network)) {
      if (plan.dns_servers.empty()) {
        plan.dns_servers = network->dns.servers;
      }
      if (plan.dns_domain.empty()) {
        plan.dns_domain = network->dns.domain;
      }
    }
  }
  plan.fqdn = plan.dns_domain.empty() ? plan.name : plan.name + "." + plan.dns_domain;
}

void copy_users(DraftMachine& machine) {
  auto& plan = machine.plan;
  plan.users = machine.spec->users;
  const auto admin = std::find_if(plan.users.begin(), plan.users.end(), [](const auto& user) { return user.sudo; });
  plan.admin_user = admin == plan.users.end() ? std::string() : admin->name;
}

void copy_sizes(DraftMachine& machine) {
  auto& plan = machine.plan;
  plan.cores = machine.spec->cpu.cores;
  plan.sockets = machine.spec->cpu.sockets;
  plan.cpu_type = machine.spec->cpu.type;
  plan.memory_mib = machine.spec->memory_mib;
  plan.balloon_mib = machine.spec->balloon_mib.value_or(0);
}

}  // namespace

void copy_spec(Draft& draft) {
  for (auto& machine : draft.machines) {
    auto& plan = machine.plan;
    plan.name = machine.spec->name.str();
    plan.description = machine.spec->description;
    plan.tags = machine.spec->tags;
    plan.pool = machine.spec->pool;
    plan.ha = machine.spec->ha;
    plan.startup = machine.spec->startup;
    plan.protection = machine.spec->protection;
    copy_template(machine);
    copy_sizes(machine);
    copy_dns(draft, machine);
    copy_users(machine);
  }
}

}  // namespace atlas::planner
