#include "atlas/spec/blueprint.hpp"

namespace atlas::spec {

ATLAS_JSON(Decision, what, value, reason);
ATLAS_JSON(DiskPlan, name, interface, serial, size_gib, storage, ssd, discard, iothread, backup, mount, filesystem);
ATLAS_JSON(NicPlan, network, bridge, vlan, mtu, mac, model, firewall, ipv4_mode, ipv4, ipv4_cidr, ipv4_gateway,
           ipv6_mode, ipv6, ipv6_cidr, ipv6_gateway);
ATLAS_JSON(ClonePlan, template_name, vmid, node, full, datastore);
ATLAS_JSON(SoftwarePlan, name, version, source, parameters, given);
ATLAS_JSON(NetworkPlan, name, kind, bridge, vlan, mtu, ipv4_subnet, ipv4_gateway, ipv4_range, ipv4_total, ipv4_used,
           ipv6_subnet, ipv6_gateway, dns_servers, dns_domain);
ATLAS_JSON(WavePlan, number, machines);
ATLAS_JSON(WaveMove, machine, from, to);
ATLAS_JSON(GroupPlan, name, kind, machines);
ATLAS_JSON(PortPlan, port, protocol, purpose);
ATLAS_JSON(ComponentPlan, name, title, group, tier, version, eol, ports, machines, scrape, secrets, parameters);
ATLAS_JSON(TierPlan, name, components, machines);
ATLAS_JSON(BackupJobPlan, id, schedule, storage, mode, machines, vmids, retention);
ATLAS_JSON(HaRulePlan, name, type, affinity, strict, machines, vmids, nodes);
ATLAS_JSON(Assumption, subject, text, check);
ATLAS_JSON(PrivilegePlan, path, privileges, why);
ATLAS_JSON(FleetInfo, name, description, owner, environment, timezone, domain, spec_hash, atlas_version);
ATLAS_JSON(ClusterInfo, endpoint, ca_file, pve_version, nodes, storage, vmid_from, vmid_to);
ATLAS_JSON(SettingPlan, name, title, dev, test, prod, effective);
ATLAS_JSON(Blueprint, fleet, cluster, networks, templates, machines, waves, moves, groups, tiers, components, users,
           pools, backup_jobs, ha_rules, privileges, mirror, monitoring, settings, assumptions);
namespace {

// One list of members serves both directions.
template <class Machine, class Visitor>
void visit_members(Machine& m, Visitor&& visit) {
  visit("name", m.name);
  visit("fqdn", m.fqdn);
  visit("description", m.description);
  visit("node", m.node);
  visit("vmid", m.vmid);
  visit("wave", m.wave);
  visit("os", m.os);
  visit("os_family", m.os_family);
  visit("os_title", m.os_title);
  visit("os_codename", m.os_codename);
  visit("cores", m.cores);
  visit("sockets", m.sockets);
  visit("cpu_type", m.cpu_type);
  visit("memory_mib", m.memory_mib);
  visit("balloon_mib", m.balloon_mib);
  visit("bios", m.bios);
  visit("agent", m.agent);
  visit("clone", m.clone);
  visit("disks", m.disks);
  visit("nics", m.nics);
  visit("address", m.address);
  visit("dns_servers", m.dns_servers);
  visit("dns_domain", m.dns_domain);
  visit("users", m.users);
  visit("admin_user", m.admin_user);
  visit("software", m.software);
  visit("components", m.components);
  visit("groups", m.groups);
  visit("tags", m.tags);
  visit("pool", m.pool);
  visit("ha", m.ha);
  visit("backup", m.backup);
  visit("startup", m.startup);
  visit("firewall", m.firewall);
  visit("protection", m.protection);
  visit("decisions", m.decisions);
}

}  // namespace

void to_json(Json& json, const MachinePlan& machine) {
  json = Json::object();
  visit_members(machine, [&](const char* name, const auto& member) { json[name] = member; });
}

void from_json(const Json& json, MachinePlan& machine) {
  visit_members(machine, [&](const char* name, auto& member) {
    if (const auto it = json.find(name); it != json.end()) {
      it->get_to(member);
    }
  });
}

}  // namespace atlas::spec
