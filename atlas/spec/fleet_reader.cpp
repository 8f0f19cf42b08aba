#include "atlas/spec/fleet_reader.hpp"

#include "atlas/spec/ip.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::spec {
namespace {

using yaml::Kind;
using yaml::Value;

// Readers of one value. A missing key leaves the member as it is: the struct's default is the schema's.
void read(const Value& value, std::string& out) { out = value.text(); }
void read(const Value& value, bool& out) { out = value.boolean(); }
void read(const Value& value, int& out) { out = static_cast<int>(value.integer()); }
void read(const Value& value, std::int64_t& out) { out = value.integer(); }
template <class Tag>
void read(const Value& value, StrongName<Tag>& out) {
  out = StrongName<Tag>(value.text());
}
template <class Tag>
void read(const Value& value, StrongNumber<Tag>& out) {
  out = StrongNumber<Tag>(value.integer());
}
void read(const Value& value, NodeSpec& out);
void read(const Value& value, StorageSpec& out);
void read(const Value& value, Ipv4Network& out);
void read(const Value& value, DiskSpec& out);
void read(const Value& value, NicSpec& out);
void read(const Value& value, UserSpec& out);
void read(const Value& value, SoftwareSpec& out);
void read(const Value& value, FirewallRule& out);
void read(const Value& value, AffinityRule& out);
void read(const Value& value, MachineSpec& out);

template <class T>
void read(const Value& value, std::optional<T>& out) {
  read(value, out.emplace());
}

template <class T>
void read(const Value& value, std::vector<T>& out) {
  out.clear();
  for (const Value& item : value.items()) {
    read(item, out.emplace_back());
  }
}

template <class T>
void member(const Value& value, const char* key, T& out) {
  if (const Value* found = value.find(key)) {
    read(*found, out);
  }
}

const Value& part(const Value& value, const char* key) {
  static const Value k_nothing;
  const Value* found = value.find(key);
  return found != nullptr ? *found : k_nothing;
}

void read(const Value& value, NodeSpec& out) {
  member(value, "name", out.name);
  member(value, "cores", out.cores);
  member(value, "memory", out.memory_mib);
}

void read(const Value& value, StorageSpec& out) {
  member(value, "id", out.id);
  member(value, "classes", out.classes);
  member(value, "default", out.is_default);
  member(value, "nodes", out.nodes);
}

ClusterSpec cluster(const Value& value) {
  ClusterSpec out;
  member(value, "endpoint", out.endpoint);
  member(value, "api_token", out.api_token);
  member(value, "ca_file", out.ca_file);
  member(value, "pve_version", out.pve_version);
  member(value, "nodes", out.nodes);
  member(value, "storage", out.storage);
  member(value, "clones_per_wave", out.clones_per_wave);
  const std::vector<std::string> ids = text::split(part(value, "vmids").text(), '-');
  if (ids.size() == 2) {
    out.vmid_from = std::stoll(ids[0]);
    out.vmid_to = std::stoll(ids[1]);
  }
  return out;
}

void read(const Value& value, Ipv4Network& out) {
  member(value, "subnet", out.subnet);
  member(value, "gateway", out.gateway);
  if (const auto range = IpRange::parse(part(value, "range").text())) {
    out.from = range->from.text();
    out.to = range->to.text();
  }
}

NetworkSpec network(const std::string& name, const Value& value) {
  NetworkSpec out;
  out.name = name;
  member(value, "bridge", out.bridge);
  member(value, "vnet", out.vnet);
  member(value, "vlan", out.vlan);
  member(value, "mtu", out.mtu);
  member(value, "ipv4", out.ipv4);
  member(value, "ipv6", out.ipv6);
  member(part(value, "dns"), "servers", out.dns.servers);
  member(part(value, "dns"), "domain", out.dns.domain);
  return out;
}

TemplateSpec os_template(const std::string& name, const Value& value) {
  TemplateSpec out;
  out.name = name;
  member(value, "os", out.os);
  member(value, "vmid", out.vmid);
  member(value, "node", out.node);
  member(value, "storage", out.storage);
  member(value, "disk", out.disk_gib);
  member(value, "agent", out.agent);
  member(value, "bios", out.bios);
  return out;
}

void read(const Value& value, DiskSpec& out) {
  member(value, "name", out.name);
  member(value, "size", out.size_gib);
  member(value, "storage", out.storage);
  member(value, "classes", out.classes);
  member(value, "bus", out.bus);
  member(value, "ssd", out.ssd);
  member(value, "discard", out.discard);
  member(value, "backup", out.backup);
  member(value, "mount", out.mount);
  member(value, "filesystem", out.filesystem);
}

void read(const Value& value, NicSpec& out) {
  member(value, "network", out.network);
  member(value, "ipv4", out.ipv4);
  member(value, "ipv6", out.ipv6);
  member(value, "mac", out.mac);
  member(value, "model", out.model);
  member(value, "firewall", out.firewall);
  if (out.mac) {
    std::transform(out.mac->begin(), out.mac->end(), out.mac->begin(),
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
}

void read(const Value& value, UserSpec& out) {
  member(value, "name", out.name);
  member(value, "ssh_keys", out.ssh_keys);
  member(value, "sudo", out.sudo);
  member(value, "groups", out.groups);
}

void read(const Value& value, SoftwareSpec& out) {
  member(value, "name", out.name);
  member(value, "version", out.version);
  if (const Value* parameters = value.find("parameters")) {
    out.parameters = parameters->to_json();
  }
}

HaSpec ha(const Value& value) {
  HaSpec out;
  member(value, "enabled", out.enabled);
  member(value, "priority", out.priority);
  member(value, "max_restart", out.max_restart);
  member(value, "max_relocate", out.max_relocate);
  member(value, "nodes", out.nodes);
  return out;
}

BackupSpec backup(const Value& value) {
  BackupSpec out;
  member(value, "enabled", out.enabled);
  member(value, "schedule", out.schedule);
  member(value, "storage", out.storage);
  member(value, "mode", out.mode);
  const Value& keep = part(value, "retention");
  member(keep, "keep_last", out.retention.keep_last);
  member(keep, "keep_daily", out.retention.keep_daily);
  member(keep, "keep_weekly", out.retention.keep_weekly);
  member(keep, "keep_monthly", out.retention.keep_monthly);
  member(keep, "keep_yearly", out.retention.keep_yearly);
  return out;
}

StartupSpec startup(const Value& value) {
  StartupSpec out;
  member(value, "on_boot", out.on_boot);
  member(value, "order", out.order);
  member(value, "up_delay", out.up_delay_seconds);
  member(value, "down_delay", out.down_delay_seconds);
  return out;
}

void read(const Value& value, FirewallRule& out) {
  member(value, "direction", out.direction);
  member(value, "action", out.action);
  member(value, "protocol", out.protocol);
  member(value, "port", out.port);
  member(value, "source", out.source);
  member(value, "comment", out.comment);
}

FirewallSpec firewall(const Value& value) {
  FirewallSpec out;
  member(value, "enabled", out.enabled);
  member(value, "policy_in", out.policy_in);
  member(value, "policy_out", out.policy_out);
  member(value, "rules", out.rules);
  return out;
}

void read(const Value& value, MachineSpec& out) {
  member(value, "name", out.name);
  member(value, "description", out.description);
  member(value, "profiles", out.profiles);
  member(value, "template", out.template_name);
  member(value, "node", out.node);
  member(value, "vmid", out.vmid);
  member(part(value, "cpu"), "cores", out.cpu.cores);
  member(part(value, "cpu"), "sockets", out.cpu.sockets);
  member(part(value, "cpu"), "type", out.cpu.type);
  member(value, "memory", out.memory_mib);
  member(value, "balloon", out.balloon_mib);
  member(value, "disks", out.disks);
  member(value, "nics", out.nics);
  member(value, "users", out.users);
  member(value, "software", out.software);
  member(value, "tags", out.tags);
  member(value, "pool", out.pool);
  out.ha = ha(part(value, "ha"));
  out.backup = backup(part(value, "backup"));
  out.startup = startup(part(value, "startup"));
  out.firewall = firewall(part(value, "firewall"));
  member(value, "protection", out.protection);
  member(value, "full_clone", out.full_clone);
  std::sort(out.tags.begin(), out.tags.end());
  out.tags.erase(std::unique(out.tags.begin(), out.tags.end()), out.tags.end());
}

void read(const Value& value, AffinityRule& out) {
  member(value, "name", out.name);
  member(value, "type", out.type);
  member(value, "machines", out.machines);
  member(value, "strict", out.strict);
}

Metadata metadata(const Value& value) {
  Metadata out;
  member(value, "name", out.name);
  member(value, "description", out.description);
  member(value, "owner", out.owner);
  member(value, "timezone", out.timezone);
  return out;
}

MirrorSpec mirror(const Value& value) {
  MirrorSpec out;
  member(value, "air_gapped", out.air_gapped);
  member(value, "apt", out.apt);
  member(value, "yum", out.yum);
  member(value, "container_registry", out.container_registry);
  member(value, "provider_mirror", out.provider_mirror);
  member(value, "image_base", out.image_base);
  member(value, "ansible_galaxy", out.ansible_galaxy);
  member(value, "python_index", out.python_index);
  member(value, "ntp_servers", out.ntp_servers);
  member(value, "ca_certificate", out.ca_certificate);
  return out;
}

MonitoringSpec monitoring(const Value& value) {
  MonitoringSpec out;
  member(value, "enabled", out.enabled);
  member(value, "server", out.server);
  member(value, "retention_days", out.retention_days);
  member(value, "alert_email", out.alert_email);
  member(value, "log_server", out.log_server);
  return out;
}

template <class T>
std::vector<T> by_name(const Value& mapping, T (*read_one)(const std::string&, const Value&)) {
  std::vector<T> out;
  for (const Value::Member& member : mapping.members()) {
    out.push_back(read_one(member.key, member.value));
  }
  std::sort(out.begin(), out.end(), [](const T& a, const T& b) { return a.name < b.name; });
  return out;
}

}  // namespace

Fleet read_fleet(const Value& document) {
  Fleet fleet;
  fleet.metadata = metadata(part(document, "metadata"));
  fleet.environment = Json(part(document, "environment").text()).get<Environment>();
  fleet.cluster = cluster(part(document, "cluster"));
  fleet.networks = by_name<NetworkSpec>(part(document, "networks"), network);
  fleet.templates = by_name<TemplateSpec>(part(document, "templates"), os_template);
  member(document, "machines", fleet.machines);
  for (std::size_t i = 0; i < fleet.machines.size(); ++i) {
    fleet.machines[i].origin = "/machines/" + std::to_string(i);
  }
  member(document, "affinity", fleet.affinity);
  fleet.mirror = mirror(part(document, "mirror"));
  fleet.monitoring = monitoring(part(document, "monitoring"));
  return fleet;
}

}  // namespace atlas::spec
