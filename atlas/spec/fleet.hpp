#pragma once

#include "atlas/spec/ids.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The fleet as the user means it: checked against the schema, defaults, profiles and overlays applied, counts and
/// name patterns expanded. Every size has one unit, told by the name of the member.
namespace atlas::spec {

enum class Environment { dev, test, prod };
NLOHMANN_JSON_SERIALIZE_ENUM(Environment,
                             {{Environment::dev, "dev"}, {Environment::test, "test"}, {Environment::prod, "prod"}})

struct Metadata {
  std::string name;  ///< [a-z][a-z0-9-]{0,30}
  std::string description;
  std::string owner;
  std::string timezone = "UTC";
};
ATLAS_JSON_FORM(Metadata);

/// A storage as the admin declares it; `classes` are from {local, shared, ssd, hdd, backup}.
struct StorageSpec {
  StorageId id;
  std::vector<std::string> classes;
  bool is_default = false;
  std::vector<NodeName> nodes;  ///< empty = on all
};
ATLAS_JSON_FORM(StorageSpec);

struct NodeSpec {
  NodeName name;
  std::optional<int> cores;  ///< physical threads; unknown offline
  std::optional<std::int64_t> memory_mib;
};
ATLAS_JSON_FORM(NodeSpec);

struct ClusterSpec {
  std::string endpoint = "env:PROXMOX_VE_ENDPOINT";    ///< URL or a reference (`env:PROXMOX_VE_ENDPOINT`)
  std::string api_token = "env:PROXMOX_VE_API_TOKEN";  ///< always a reference: env:, file:, vault:, age:
  std::string ca_file;                                 ///< path or empty
  std::string pve_version = "9.2";
  std::vector<NodeSpec> nodes;
  std::vector<StorageSpec> storage;
  std::int64_t vmid_from = 1000;
  std::int64_t vmid_to = 1999;
  int clones_per_wave = 4;  ///< how many guests one wave clones at once
};
ATLAS_JSON_FORM(ClusterSpec);

struct Ipv4Network {
  std::string subnet;   ///< canonical CIDR
  std::string gateway;  ///< may be empty
  std::string from;     ///< automatic addresses, inclusive; empty = none
  std::string to;
};
ATLAS_JSON_FORM(Ipv4Network);
using Ipv6Network = Ipv4Network;

struct Dns {
  std::vector<std::string> servers;
  std::string domain;
};
ATLAS_JSON_FORM(Dns);

struct NetworkSpec {
  std::string name;
  std::string bridge;  ///< exactly one of bridge and vnet is set
  std::string vnet;
  std::optional<int> vlan;  ///< 1..4094
  std::optional<int> mtu;
  std::optional<Ipv4Network> ipv4;
  std::optional<Ipv6Network> ipv6;
  Dns dns;
};
ATLAS_JSON_FORM(NetworkSpec);

struct TemplateSpec {
  std::string name;
  std::string os;  ///< catalogue id: debian-12, debian-13, ubuntu-22.04, ubuntu-24.04, rocky-9, alma-9
  VmId vmid;
  NodeName node;  ///< where the template lives
  StorageId storage;
  std::int64_t disk_gib = 10;    ///< size of its boot disk
  bool agent = true;             ///< has qemu-guest-agent inside
  std::string bios = "seabios";  ///< or ovmf
};
ATLAS_JSON_FORM(TemplateSpec);

struct CpuSpec {
  int cores = 2;  ///< 1..64, times sockets
  int sockets = 1;
  std::string type = "x86-64-v2-AES";
};
ATLAS_JSON_FORM(CpuSpec);

struct DiskSpec {
  std::string name;            ///< "root" is the boot disk
  std::int64_t size_gib = 20;  ///< 10..10240
  std::optional<StorageId> storage;
  std::vector<std::string> classes;  ///< wanted storage classes, all of them
  std::string bus = "scsi";          ///< scsi, virtio, sata
  bool ssd = true;
  bool discard = true;
  bool backup = true;
  std::string mount;                ///< mount point for data disks, or empty
  std::string filesystem = "ext4";  ///< ext4 or xfs
};
ATLAS_JSON_FORM(DiskSpec);

struct NicSpec {
  std::string network;
  std::string ipv4 = "auto";  ///< auto, dhcp, none, or an address without prefix
  std::string ipv6 = "none";  ///< auto, slaac, dhcp, none, or an address
  std::optional<std::string> mac;
  std::string model = "virtio";
  bool firewall = true;
};
ATLAS_JSON_FORM(NicSpec);

struct UserSpec {
  std::string name;
  std::vector<std::string> ssh_keys;
  bool sudo = false;
  std::vector<std::string> groups;
};
ATLAS_JSON_FORM(UserSpec);

struct SoftwareSpec {
  std::string name;                    ///< a component
  std::optional<std::string> version;  ///< empty = the catalogue's default for the OS
  Json parameters = Json::object();    ///< as the component's schema says
};
ATLAS_JSON_FORM(SoftwareSpec);

struct HaSpec {
  bool enabled = false;
  int priority = 100;  ///< of the node affinity, 1..1000
  int max_restart = 1;
  int max_relocate = 1;
  std::vector<NodeName> nodes;  ///< preferred nodes
};
ATLAS_JSON_FORM(HaSpec);

struct Retention {
  int keep_last = 0;
  int keep_daily = 0;
  int keep_weekly = 0;
  int keep_monthly = 0;
  int keep_yearly = 0;
};
ATLAS_JSON_FORM(Retention);

struct BackupSpec {
  bool enabled = false;
  std::string schedule = "02:00";  ///< systemd calendar event
  std::optional<StorageId> storage;
  std::string mode = "snapshot";
  Retention retention;
};
ATLAS_JSON_FORM(BackupSpec);

struct StartupSpec {
  bool on_boot = true;
  std::optional<int> order;
  std::optional<int> up_delay_seconds;
  std::optional<int> down_delay_seconds;
};
ATLAS_JSON_FORM(StartupSpec);

struct FirewallRule {
  std::string direction = "in";   ///< in, out
  std::string action = "accept";  ///< accept, drop, reject
  std::string protocol;           ///< tcp, udp, icmp, … or empty
  std::string port;               ///< "80", "80,443", "8000:8100" or empty
  std::string source;             ///< CIDR, a fleet network's name, or empty
  std::string comment;
};
ATLAS_JSON_FORM(FirewallRule);

struct FirewallSpec {
  bool enabled = false;
  std::string policy_in = "drop";
  std::string policy_out = "accept";
  std::vector<FirewallRule> rules;
};
ATLAS_JSON_FORM(FirewallSpec);

struct MachineSpec {
  MachineName name;
  std::string description;
  std::vector<std::string> profiles;
  std::string template_name;
  std::optional<NodeName> node;  ///< pinned by the spec
  std::optional<VmId> vmid;      ///< pinned by the spec
  CpuSpec cpu;
  std::int64_t memory_mib = 2048;           ///< 512..1048576
  std::optional<std::int64_t> balloon_mib;  ///< empty = ballooning off
  std::vector<DiskSpec> disks;
  std::vector<NicSpec> nics;
  std::vector<UserSpec> users;  ///< fleet-wide users first
  std::vector<SoftwareSpec> software;
  std::vector<std::string> tags;  ///< lower-case, sorted, unique
  std::string pool;
  HaSpec ha;
  BackupSpec backup;
  StartupSpec startup;
  FirewallSpec firewall;
  bool protection = false;
  bool full_clone = true;
  std::string origin;  ///< JSON pointer of the entry in `Fleet::document`, such as /machines/2
};
ATLAS_JSON_FORM(MachineSpec);

/// Machines that must be on one node (together) or on different ones (apart).
struct AffinityRule {
  std::string name;
  std::string type;  ///< together, apart
  std::vector<MachineName> machines;
  bool strict = true;
};
ATLAS_JSON_FORM(AffinityRule);

/// Where a closed site gets everything from. Empty strings mean upstream.
struct MirrorSpec {
  bool air_gapped = false;  ///< no address outside the mirrors may appear in the output
  std::string apt;          ///< base URL; the distribution's name follows
  std::string yum;
  std::string container_registry;  ///< host[:port][/path]
  std::string provider_mirror;     ///< https URL (ends with /) or absolute path
  std::string image_base;          ///< cloud images
  std::string ansible_galaxy;
  std::string python_index;
  std::vector<std::string> ntp_servers;
  std::string ca_certificate;  ///< path on the controller of the site's CA
};
ATLAS_JSON_FORM(MirrorSpec);

struct MonitoringSpec {
  bool enabled = true;
  std::optional<MachineName> server;  ///< the machine that runs Prometheus; empty = outside the fleet
  int retention_days = 0;             ///< 0 = the environment's default
  std::string alert_email;            ///< may be empty
  std::string log_server;             ///< host:port of a syslog/TLS target, or empty
};
ATLAS_JSON_FORM(MonitoringSpec);

struct Fleet {
  Metadata metadata;
  Environment environment = Environment::dev;
  ClusterSpec cluster;
  std::vector<NetworkSpec> networks;    ///< by name
  std::vector<TemplateSpec> templates;  ///< by name
  std::vector<MachineSpec> machines;    ///< in the order of the text
  std::vector<AffinityRule> affinity;
  MirrorSpec mirror;
  MonitoringSpec monitoring;
  std::string spec_file;  ///< as the user named it
  std::string spec_hash;  ///< SHA-256 of the normalised document: equal for equal meaning

  /// The expanded document; every value of it knows its file:line:column. Not part of the JSON form.
  yaml::Value document;

  /// Where the value of a JSON pointer into `document` was written, for diagnostics.
  std::optional<SourceLocation> where(const std::string& pointer) const { return document.location_at(pointer); }
};
ATLAS_JSON_FORM(Fleet);

}  // namespace atlas::spec
