#include "atlas/generators/terraform/machine_variables.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::generators::terraform {
namespace {

// An empty text means "not given", and the provider takes null for that.
void set_unless_empty(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) {
    json[key] = value;
  }
}

void set_if(Json& json, const char* key, const std::optional<int>& value) {
  if (value) {
    json[key] = *value;
  }
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// Proxmox VE drops white space at the end of a description; keeping it would be a difference in every plan.
std::string description_of(const spec::MachinePlan& machine, const spec::FleetInfo& fleet) {
  const std::string origin = "Fleet " + fleet.name + " (" + fleet.environment + "), managed by ATLAS.";
  const std::string_view own = text::trim(machine.description);
  return own.empty() ? origin : std::string(own) + "\n\n" + origin;
}

Json clone_of(const spec::MachinePlan& machine, const spec::Blueprint& blueprint) {
  Json json = {{"vm_id", machine.clone.vmid}, {"node_name", machine.clone.node}, {"full", machine.clone.full}};
  if (machine.clone.full) {  // a linked clone stays where its template is
    set_unless_empty(json, "datastore_id", machine.clone.datastore);
  }
  for (const spec::TemplateSpec& candidate : blueprint.templates) {
    if (candidate.name == machine.clone.template_name) {
      json["disk_gib"] = candidate.disk_gib;
    }
  }
  return json;
}

Json disk_of(const spec::DiskPlan& disk) {
  return {{"interface", disk.interface},
          {"datastore_id", disk.storage},
          {"size_gib", disk.size_gib},
          {"serial", disk.serial},
          {"ssd", disk.ssd},
          {"discard", disk.discard},
          {"iothread", disk.iothread},
          {"backup", disk.backup}};
}

std::string cloud_init_address(const std::string& mode, const std::string& cidr) {
  if (mode == "slaac") {
    return "auto";
  }
  return mode == "static" ? cidr : mode;
}

void set_address(Json& nic, const char* key, const std::string& mode, const std::string& cidr,
                 const std::string& gateway) {
  if (mode == "none") {
    return;
  }
  nic[key]["address"] = cloud_init_address(mode, cidr);
  set_unless_empty(nic[key], "gateway", gateway);
}

Json nic_of(const spec::NicPlan& nic) {
  Json json = {{"bridge", nic.bridge}, {"mac_address", nic.mac}, {"model", nic.model}, {"firewall", nic.firewall}};
  set_if(json, "vlan_id", nic.vlan);
  set_if(json, "mtu", nic.mtu);
  set_address(json, "ipv4", nic.ipv4_mode, nic.ipv4_cidr, nic.ipv4_gateway);
  set_address(json, "ipv6", nic.ipv6_mode, nic.ipv6_cidr, nic.ipv6_gateway);
  return json;
}

template <class Predicate>
bool any_nic(const spec::MachinePlan& machine, Predicate predicate) {
  return std::any_of(machine.nics.begin(), machine.nics.end(), predicate);
}

// Nobody waits for the agent where the address is known.
bool waits_for_address(const spec::MachinePlan& machine) {
  return machine.agent && !any_nic(machine, [](const spec::NicPlan& nic) {
           return nic.ipv4_mode == "static" || nic.ipv6_mode == "static";
         });
}

Json rule_of(const spec::FirewallRule& rule) {
  Json json = {{"type", rule.direction}, {"action", upper(rule.action)}};
  set_unless_empty(json, "proto", rule.protocol);
  set_unless_empty(json, "dport", rule.port);
  set_unless_empty(json, "source", rule.source);
  set_unless_empty(json, "comment", rule.comment);
  return json;
}

Json firewall_of(const spec::MachinePlan& machine) {
  Json rules = Json::array();
  for (const spec::FirewallRule& rule : machine.firewall.rules) {
    rules.push_back(rule_of(rule));
  }
  return {
      {"enabled", machine.firewall.enabled},
      {"policy_in", upper(machine.firewall.policy_in)},
      {"policy_out", upper(machine.firewall.policy_out)},
      {"dhcp", any_nic(machine, [](const auto& nic) { return nic.ipv4_mode == "dhcp" || nic.ipv6_mode == "dhcp"; })},
      {"ndp", any_nic(machine, [](const auto& nic) { return nic.ipv6_mode != "none"; })},
      {"rules", std::move(rules)}};
}

Json startup_of(const spec::StartupSpec& startup) {
  Json json = {{"on_boot", startup.on_boot}};
  set_if(json, "order", startup.order);
  set_if(json, "up_delay", startup.up_delay_seconds);
  set_if(json, "down_delay", startup.down_delay_seconds);
  return json;
}

// Cloud-init makes one user; Ansible makes the others. Never a password.
void set_user(Json& json, const spec::MachinePlan& machine) {
  for (const spec::UserSpec& user : machine.users) {
    if (user.name != machine.admin_user) {
      continue;
    }
    Json keys = Json::array();
    for (const std::string& key : user.ssh_keys) {
      keys.push_back(text::trim(key));  // white space around a key is a difference in every plan
    }
    json["user"] = {{"name", user.name}, {"ssh_keys", std::move(keys)}};
    return;
  }
}

std::vector<std::string> sorted_tags(const spec::MachinePlan& machine) {
  std::vector<std::string> tags;
  for (const std::string& tag : machine.tags) {
    tags.push_back(text::lower(tag));
  }
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

template <class Range, class Convert>
Json list_of(const Range& range, Convert convert) {
  Json list = Json::array();
  for (const auto& item : range) {
    list.push_back(convert(item));
  }
  return list;
}

}  // namespace

Json machine_variables(const spec::MachinePlan& machine, const spec::Blueprint& blueprint) {
  Json json = {
      {"wave", machine.wave},
      {"vm_id", machine.vmid},
      {"node_name", machine.node},
      {"description", description_of(machine, blueprint.fleet)},
      {"tags", sorted_tags(machine)},
      {"bios", machine.bios},
      {"protection", machine.protection},
      {"clone", clone_of(machine, blueprint)},
      {"cpu", {{"cores", machine.cores}, {"sockets", machine.sockets}, {"type", machine.cpu_type}}},
      {"memory", {{"dedicated_mib", machine.memory_mib}, {"floating_mib", machine.balloon_mib}}},
      {"agent", {{"enabled", machine.agent}, {"wait_for_ip", waits_for_address(machine)}}},
      {"disks", list_of(machine.disks, disk_of)},
      {"nics", list_of(machine.nics, nic_of)},
      {"dns", {{"servers", machine.dns_servers}}},
      {"startup", startup_of(machine.startup)},
      {"ha",
       {{"enabled", machine.ha.enabled},
        {"max_restart", machine.ha.max_restart},
        {"max_relocate", machine.ha.max_relocate}}},
      {"firewall", firewall_of(machine)},
      {"inventory",
       {{"address", machine.address}, {"fqdn", machine.fqdn}, {"groups", machine.groups}, {"os", machine.os}}},
  };
  set_unless_empty(json, "pool_id", machine.pool);
  set_unless_empty(json["dns"], "domain", machine.dns_domain);
  set_user(json, machine);
  return json;
}

}  // namespace atlas::generators::terraform
