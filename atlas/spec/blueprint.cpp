#include "atlas/spec/blueprint.hpp"

namespace atlas::spec {
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
