#include "atlas/planner/component_ports.hpp"
#include "atlas/planner/component_secrets.hpp"
#include "atlas/planner/steps.hpp"
#include "atlas/spec/ip.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace atlas::planner {
namespace {

// Ansible takes only letters, digits and underscores in a group's name.
std::string group_name(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    result += plain ? c : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '_');
  }
  return result;
}

void summarise_fleet(Draft& draft) {
  const auto& metadata = draft.fleet.metadata;
  auto& info = draft.blueprint.fleet;
  info = {metadata.name,         metadata.description, metadata.owner, draft.environment, metadata.timezone, "",
          draft.fleet.spec_hash, ATLAS_VERSION};
  std::map<std::string, int> domains;
  for (const auto& machine : draft.machines) {
    ++domains[machine.plan.dns_domain];
  }
  domains.erase("");
  int most = 0;
  for (const auto& [domain, count] : domains) {
    if (count > most) {
      most = count;
      info.domain = domain;
    }
  }
}

void summarise_cluster(Draft& draft) {
  const auto& cluster = draft.fleet.cluster;
  auto& info = draft.blueprint.cluster;
  const bool is_url = cluster.endpoint.rfind("https://", 0) == 0 || cluster.endpoint.rfind("http://", 0) == 0;
  info.endpoint = is_url ? cluster.endpoint : "";
  info.ca_file = cluster.ca_file;
  info.pve_version = cluster.pve_version;
  info.storage = cluster.storage;
  info.vmid_from = cluster.vmid_from;
  info.vmid_to = cluster.vmid_to;
  for (const auto& node : draft.nodes) {
    info.nodes.push_back(node.name.str());
  }
}

std::int64_t usable(const std::string& subnet) {
  const auto network = spec::IpNetwork::parse_interface(subnet);
  const auto count = network ? network->usable() : 0;
  constexpr auto k_most = std::numeric_limits<std::int64_t>::max();
  return count > static_cast<std::uint64_t>(k_most) ? k_most : static_cast<std::int64_t>(count);
}

spec::NetworkPlan network_plan(const spec::NetworkSpec& network) {
  spec::NetworkPlan plan;
  plan.name = network.name;
  plan.kind = network.bridge.empty() ? "vnet" : "bridge";
  plan.bridge = network.bridge.empty() ? network.vnet : network.bridge;
  plan.vlan = network.vlan;
  plan.mtu = network.mtu;
  plan.dns_servers = network.dns.servers;
  plan.dns_domain = network.dns.domain;
  if (network.ipv4) {
    plan.ipv4_subnet = network.ipv4->subnet;
    plan.ipv4_gateway = network.ipv4->gateway;
    plan.ipv4_range = network.ipv4->from.empty() ? "" : network.ipv4->from + "-" + network.ipv4->to;
    plan.ipv4_total = usable(network.ipv4->subnet);
  }
  if (network.ipv6) {
    plan.ipv6_subnet = network.ipv6->subnet;
    plan.ipv6_gateway = network.ipv6->gateway;
  }
  return plan;
}

void summarise_networks(Draft& draft) {
  std::unordered_map<std::string, std::int64_t> used;
  for (const auto& machine : draft.machines) {
    for (const auto& nic : machine.plan.nics) {
      used[nic.network] += nic.ipv4.empty() ? 0 : 1;
    }
  }
  for (const auto& network : draft.fleet.networks) {
    auto plan = network_plan(network);
    plan.ipv4_used = used[network.name];
    draft.blueprint.networks.push_back(std::move(plan));
  }
  auto& networks = draft.blueprint.networks;
  std::sort(networks.begin(), networks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

void summarise_groups(Draft& draft) {
  std::map<std::string, spec::GroupPlan> groups;
  for (auto& machine : draft.machines) {
    std::map<std::string, std::string> kinds;
    for (const auto& profile : machine.spec->profiles) {
      kinds.emplace(group_name("profile_" + profile), "profile");
    }
    if (!machine.plan.os_family.empty()) {
      kinds["os_" + machine.plan.os_family] = "os";
    }
    kinds["env_" + draft.environment] = "environment";
    for (const auto& component : machine.plan.components) {
      kinds[group_name(component)] = "component";
    }
    for (const auto& [name, kind] : kinds) {
      machine.plan.groups.push_back(name);
      auto& group = groups[name];
      group.name = name;
      group.kind = kind;
      group.machines.push_back(machine.plan.name);
    }
  }
  for (auto& [name, group] : groups) {
    draft.blueprint.groups.push_back(std::move(group));
  }
}

Json parameter_table(const spec::Component& component, const std::string& environment) {
  Json table = Json::object();
  for (const auto& parameter : component.parameters) {
    table[parameter.name] = {
        {"description", parameter.description},      {"default", parameter.default_value},
        {"dev", parameter.for_environment("dev")},   {"test", parameter.for_environment("test")},
        {"prod", parameter.for_environment("prod")}, {"effective", parameter.for_environment(environment)}};
  }
  return table;
}

Json scrape_of(const spec::Component& component, const Json& parameters) {
  if (!component.scrape) {
    return nullptr;
  }
  return {{"job", component.scrape->job},
          {"port", scrape_port_of(component, parameters)},
          {"path", component.scrape->path}};
}

Json secrets_of(const spec::Component& component) {
  Json list = Json::array();
  for (const auto& secret : component.secrets) {
    list.push_back({{"name", secret.name}, {"description", secret.description}});
  }
  return list;
}

spec::ComponentPlan component_plan(const Draft& draft, const spec::Component& component) {
  spec::ComponentPlan plan;
  plan.name = component.name;
  plan.title = component.title;
  plan.group = group_name(component.name);
  plan.tier = component.tier;
  plan.secrets = secrets_of(component);
  plan.parameters = parameter_table(component, draft.environment);
  return plan;
}

// What all machines of the component say is the fleet's value. Where they differ it stays the environment's, and each
// machine's own is in its host variables.
void add_common_values(const Draft& draft, spec::ComponentPlan& plan) {
  std::map<std::string, std::set<Json>> said;
  for (const auto& machine : draft.machines) {
    for (const auto& software : machine.plan.software) {
      if (software.name == plan.name) {
        for (const auto& [name, value] : software.parameters.items()) {
          said[name].insert(value);
        }
      }
    }
  }
  for (const auto& [name, values] : said) {
    if (values.size() == 1 && plan.parameters.contains(name)) {
      plan.parameters[name]["effective"] = *values.begin();
    }
  }
}

void add_ports(const spec::Component& component, spec::ComponentPlan& plan) {
  Json effective = Json::object();
  for (const auto& [name, row] : plan.parameters.items()) {
    effective[name] = row.at("effective");
  }
  plan.ports = ports_of(component, effective);
  plan.scrape = scrape_of(component, effective);
}

// The end of support of what is installed; the earliest where machines differ.
void add_version(const spec::Component& component, const spec::MachinePlan& machine, const std::string& version,
                 spec::ComponentPlan& plan) {
  if (plan.machines.empty()) {
    plan.version = version;
  } else if (plan.version != version) {
    plan.version = "mixed";
  }
  const auto* entry = component.version_for(machine.os, version.empty() ? std::nullopt : std::optional(version));
  if (entry != nullptr && !entry->eol.empty() && (plan.eol.empty() || entry->eol < plan.eol)) {
    plan.eol = entry->eol;
  }
}

void summarise_components(Draft& draft) {
  std::map<std::string, spec::ComponentPlan> plans;
  for (const auto& machine : draft.machines) {
    for (const auto& software : machine.plan.software) {
      const auto& component = *draft.catalogue.find(software.name);
      auto it = plans.find(software.name);
      if (it == plans.end()) {
        it = plans.emplace(software.name, component_plan(draft, component)).first;
      }
      add_version(component, machine.plan, software.version, it->second);
      it->second.machines.push_back(machine.plan.name);
    }
  }
  for (auto& [name, plan] : plans) {
    add_common_values(draft, plan);
    add_ports(*draft.catalogue.find(name), plan);
    draft.blueprint.components.push_back(std::move(plan));
  }
  add_named_secrets(draft);
}

void summarise_tiers(Draft& draft) {
  for (const auto& name : spec::Catalogue::tier_order()) {
    spec::TierPlan tier;
    tier.name = name;
    std::set<std::string> machines;
    for (const auto& component : draft.blueprint.components) {
      if (component.tier == name) {
        tier.components.push_back(component.name);
        machines.insert(component.machines.begin(), component.machines.end());
      }
    }
    if (!tier.components.empty()) {
      tier.machines.assign(machines.begin(), machines.end());
      draft.blueprint.tiers.push_back(std::move(tier));
    }
  }
}

bool same_user(const spec::UserSpec& a, const spec::UserSpec& b) {
  return a.name == b.name && a.sudo == b.sudo && a.ssh_keys == b.ssh_keys && a.groups == b.groups;
}

void summarise_users(Draft& draft) {
  if (draft.machines.empty()) {
    return;
  }
  auto& users = draft.blueprint.users;
  users = draft.machines.front().plan.users;
  for (const auto& machine : draft.machines) {
    std::erase_if(users, [&](const auto& user) {
      const auto& own = machine.plan.users;
      return std::none_of(own.begin(), own.end(), [&](const auto& other) { return same_user(user, other); });
    });
  }
  std::sort(users.begin(), users.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

void summarise_pools(Draft& draft) {
  std::set<std::string> pools;
  for (const auto& machine : draft.machines) {
    pools.insert(machine.plan.pool);
  }
  pools.erase("");
  draft.blueprint.pools.assign(pools.begin(), pools.end());
}

// Tags make ATLAS's machines recognisable in the web interface; Proxmox VE stores them sorted.
void complete_tags(Draft& draft) {
  for (auto& machine : draft.machines) {
    std::set<std::string> tags(machine.plan.tags.begin(), machine.plan.tags.end());
    tags.insert({"atlas", draft.environment});
    for (const auto& name : machine.plan.components) {
      const auto& component = *draft.catalogue.find(name);
      if (!component.always && !component.with_monitoring) {
        tags.insert(name);
      }
    }
    machine.plan.tags.assign(tags.begin(), tags.end());
  }
}

}  // namespace

void summarise(Draft& draft) {
  summarise_fleet(draft);
  summarise_cluster(draft);
  summarise_networks(draft);
  complete_tags(draft);
  summarise_groups(draft);
  summarise_components(draft);
  summarise_tiers(draft);
  summarise_users(draft);
  summarise_pools(draft);
  draft.blueprint.mirror = draft.fleet.mirror;
  draft.blueprint.templates = draft.fleet.templates;
  auto& templates = draft.blueprint.templates;
  std::sort(templates.begin(), templates.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace atlas::planner
