#pragma once

#include "atlas/spec/fleet.hpp"

/// The fleet with every decision taken. Its JSON form is the context of all templates (docs/templates.md), so a
/// member's name here is the name a template author writes. Lists are sorted by name unless said otherwise.
namespace atlas::spec {

/// Why a value is what it is.
struct Decision {
  std::string what;  ///< node, vmid, wave, nics/0/ipv4, disks/0/storage, …
  std::string value;
  std::string reason;  ///< "pinned by the spec", "kept from the lock file", "least memory used: 14 of 64 GiB", …
};
ATLAS_JSON_FORM(Decision);

struct DiskPlan {
  std::string name;       ///< root, data, …
  std::string interface;  ///< scsi0, virtio1, …
  std::string serial;     ///< <= 20 characters, unique in the machine: /dev/disk/by-id ends in it
  std::int64_t size_gib = 0;
  std::string storage;
  bool ssd = true;
  bool discard = true;
  bool iothread = true;
  bool backup = true;
  std::string mount;  ///< empty for the boot disk
  std::string filesystem;
};
ATLAS_JSON_FORM(DiskPlan);

struct NicPlan {
  std::string network;
  std::string bridge;  ///< the bridge or the SDN vnet: what `net0` names
  std::optional<int> vlan;
  std::optional<int> mtu;
  std::string mac;  ///< upper case, from the lock file or derived from vmid and index (BC:24:11 prefix)
  std::string model;
  bool firewall = true;
  std::string ipv4_mode;     ///< static, dhcp, none
  std::string ipv4;          ///< address alone, or empty
  std::string ipv4_cidr;     ///< address/prefix, or empty
  std::string ipv4_gateway;  ///< only on the machine's first NIC with a gateway
  std::string ipv6_mode;     ///< static, dhcp, slaac, none
  std::string ipv6;
  std::string ipv6_cidr;
  std::string ipv6_gateway;
};
ATLAS_JSON_FORM(NicPlan);

struct ClonePlan {
  std::string template_name;
  std::int64_t vmid = 0;
  std::string node;  ///< where the template lives
  bool full = true;
  std::string datastore;  ///< target storage for a full clone; empty = like the template
};
ATLAS_JSON_FORM(ClonePlan);

struct SoftwarePlan {
  std::string name;                  ///< component
  std::string version;               ///< resolved, "" = whatever the distribution has
  std::string source;                ///< distro, vendor, mirror
  Json parameters = Json::object();  ///< all, defaults for the environment included
  Json given = Json::object();       ///< only what the spec said
};
ATLAS_JSON_FORM(SoftwarePlan);

struct MachinePlan {
  std::string name;
  std::string fqdn;  ///< name.domain of the first NIC's network, or the name
  std::string description;
  std::string node;
  std::int64_t vmid = 0;
  int wave = 1;
  std::string os;           ///< debian-12, …
  std::string os_family;    ///< debian, redhat
  std::string os_title;     ///< Debian 12 (bookworm)
  std::string os_codename;  ///< bookworm, …; empty for redhat
  int cores = 1;
  int sockets = 1;
  std::string cpu_type;
  std::int64_t memory_mib = 0;
  std::int64_t balloon_mib = 0;  ///< 0 = off
  std::string bios;
  bool agent = true;
  ClonePlan clone;
  std::vector<DiskPlan> disks;  ///< boot disk first
  std::vector<NicPlan> nics;
  std::string address;  ///< where Ansible connects: first static address, else the name
  std::vector<std::string> dns_servers;
  std::string dns_domain;
  std::vector<UserSpec> users;
  std::string admin_user;               ///< first user with sudo, for cloud-init and Ansible
  std::vector<SoftwarePlan> software;   ///< in tier order
  std::vector<std::string> components;  ///< names of `software`
  std::vector<std::string> groups;      ///< Ansible groups
  std::vector<std::string> tags;
  std::string pool;
  HaSpec ha;
  BackupSpec backup;  ///< storage resolved
  StartupSpec startup;
  FirewallSpec firewall;  ///< component ports already added, networks resolved to CIDR
  bool protection = false;
  std::vector<Decision> decisions;
};
// More members than one macro call takes comfortably: the pairs are in blueprint.cpp.
void to_json(Json& json, const MachinePlan& machine);
void from_json(const Json& json, MachinePlan& machine);

struct NetworkPlan {
  std::string name;
  std::string kind;    ///< bridge, vnet
  std::string bridge;  ///< the bridge or vnet name
  std::optional<int> vlan;
  std::optional<int> mtu;
  std::string ipv4_subnet;
  std::string ipv4_gateway;
  std::string ipv4_range;       ///< "a-b" or empty
  std::int64_t ipv4_total = 0;  ///< usable addresses
  std::int64_t ipv4_used = 0;   ///< by this fleet
  std::string ipv6_subnet;
  std::string ipv6_gateway;
  std::vector<std::string> dns_servers;
  std::string dns_domain;
};
ATLAS_JSON_FORM(NetworkPlan);

/// Machines that clone at the same time. A wave starts when the one before has ended.
struct WavePlan {
  int number = 1;
  std::vector<std::string> machines;
};
ATLAS_JSON_FORM(WavePlan);

/// A machine whose wave changed after its first creation: the state address moves, the machine does not.
struct WaveMove {
  std::string machine;
  int from = 0;
  int to = 0;
};
ATLAS_JSON_FORM(WaveMove);

struct GroupPlan {
  std::string name;  ///< [a-z_][a-z0-9_]*
  std::string kind;  ///< environment, component, os, profile
  std::vector<std::string> machines;
};
ATLAS_JSON_FORM(GroupPlan);

struct PortPlan {
  int port = 0;
  std::string protocol;
  std::string purpose;
};
ATLAS_JSON_FORM(PortPlan);

/// A component that at least one machine uses.
struct ComponentPlan {
  std::string name;
  std::string title;
  std::string group;  ///< Ansible group, name with - as _
  std::string tier;
  std::string version;  ///< when all machines agree, else "mixed"
  std::string eol;      ///< YYYY-MM-DD or empty
  std::vector<PortPlan> ports;
  std::vector<std::string> machines;
  Json scrape = nullptr;         ///< {job, port, path} or null
  Json secrets = Json::array();  ///< [{name, description}]
  /// name → {description, default, dev, test, prod, effective}; `effective` is what all its machines have, or, where
  /// they differ, what the environment says.
  Json parameters = Json::object();
};
ATLAS_JSON_FORM(ComponentPlan);

/// Plays run in this order: base, monitoring_agent, storage, database, runtime, cluster, web, balancer.
struct TierPlan {
  std::string name;
  std::vector<std::string> components;
  std::vector<std::string> machines;
};
ATLAS_JSON_FORM(TierPlan);

struct BackupJobPlan {
  std::string id;  ///< <fleet>-<n>
  std::string schedule;
  std::string storage;
  std::string mode;
  std::vector<std::string> machines;
  std::vector<std::int64_t> vmids;
  Retention retention;
};
ATLAS_JSON_FORM(BackupJobPlan);

struct HaRulePlan {
  std::string name;
  std::string type;      ///< node-affinity, resource-affinity
  std::string affinity;  ///< positive, negative; empty for node-affinity
  bool strict = true;
  std::vector<std::string> machines;
  std::vector<std::int64_t> vmids;
  std::map<std::string, int> nodes;  ///< node → priority, node-affinity only
};
ATLAS_JSON_FORM(HaRulePlan);

/// What had to be assumed because no cluster was asked. Printed, and listed in the docs.
struct Assumption {
  std::string subject;  ///< templates/debian-12, storage/ceph-ssd, …
  std::string text;
  std::string check;  ///< a command that verifies it on a node
};
ATLAS_JSON_FORM(Assumption);

/// A Proxmox privilege that applying needs.
struct PrivilegePlan {
  std::string path;  ///< /vms, /storage/ceph-ssd, /sdn/zones/localnetwork, …
  std::vector<std::string> privileges;
  std::string why;
};
ATLAS_JSON_FORM(PrivilegePlan);

struct FleetInfo {
  std::string name;
  std::string description;
  std::string owner;
  std::string environment;
  std::string timezone;
  std::string domain;
  std::string spec_hash;
  std::string atlas_version;
};
ATLAS_JSON_FORM(FleetInfo);

struct ClusterInfo {
  std::string endpoint;  ///< URL, or empty when it comes from the environment
  std::string ca_file;
  std::string pve_version;
  std::vector<std::string> nodes;
  std::vector<StorageSpec> storage;
  std::int64_t vmid_from = 0;
  std::int64_t vmid_to = 0;
};
ATLAS_JSON_FORM(ClusterInfo);

/// The environment's defaults: the dev/test/prod table of docs and group_vars.
struct SettingPlan {
  std::string name;  ///< snake_case
  std::string title;
  Json dev;
  Json test;
  Json prod;
  Json effective;
};
ATLAS_JSON_FORM(SettingPlan);

struct Blueprint {
  FleetInfo fleet;
  ClusterInfo cluster;
  std::vector<NetworkPlan> networks;
  std::vector<TemplateSpec> templates;
  std::vector<MachinePlan> machines;
  std::vector<WavePlan> waves;  ///< by number
  std::vector<WaveMove> moves;  ///< in the order they happened
  std::vector<GroupPlan> groups;
  std::vector<TierPlan> tiers;  ///< in play order, only those in use
  std::vector<ComponentPlan> components;
  std::vector<UserSpec> users;  ///< users that every machine has
  std::vector<std::string> pools;
  std::vector<BackupJobPlan> backup_jobs;
  std::vector<HaRulePlan> ha_rules;
  std::vector<PrivilegePlan> privileges;
  MirrorSpec mirror;
  MonitoringSpec monitoring;  ///< retention resolved
  std::vector<SettingPlan> settings;
  std::vector<Assumption> assumptions;
};
ATLAS_JSON_FORM(Blueprint);

}  // namespace atlas::spec
