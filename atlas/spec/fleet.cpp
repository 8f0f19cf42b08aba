#include "atlas/spec/fleet.hpp"

namespace atlas::spec {

ATLAS_JSON(Metadata, name, description, owner, timezone);
ATLAS_JSON(StorageSpec, id, classes, is_default, nodes);
ATLAS_JSON(NodeSpec, name, cores, memory_mib);
ATLAS_JSON(ClusterSpec, endpoint, api_token, ca_file, pve_version, nodes, storage, vmid_from, vmid_to, clones_per_wave);
ATLAS_JSON(Ipv4Network, subnet, gateway, from, to);
ATLAS_JSON(Dns, servers, domain);
ATLAS_JSON(NetworkSpec, name, bridge, vnet, vlan, mtu, ipv4, ipv6, dns);
ATLAS_JSON(TemplateSpec, name, os, vmid, node, storage, disk_gib, agent, bios);
ATLAS_JSON(CpuSpec, cores, sockets, type);
ATLAS_JSON(DiskSpec, name, size_gib, storage, classes, bus, ssd, discard, backup, mount, filesystem);
ATLAS_JSON(NicSpec, network, ipv4, ipv6, mac, model, firewall);
ATLAS_JSON(UserSpec, name, ssh_keys, sudo, groups);
ATLAS_JSON(SoftwareSpec, name, version, parameters);
ATLAS_JSON(HaSpec, enabled, priority, max_restart, max_relocate, nodes);
ATLAS_JSON(Retention, keep_last, keep_daily, keep_weekly, keep_monthly, keep_yearly);
ATLAS_JSON(BackupSpec, enabled, schedule, storage, mode, retention);
ATLAS_JSON(StartupSpec, on_boot, order, up_delay_seconds, down_delay_seconds);
ATLAS_JSON(FirewallRule, direction, action, protocol, port, source, comment);
ATLAS_JSON(FirewallSpec, enabled, policy_in, policy_out, rules);
ATLAS_JSON(MachineSpec, name, description, profiles, template_name, node, vmid, cpu, memory_mib, balloon_mib, disks,
           nics, users, software, tags, pool, ha, backup, startup, firewall, protection, full_clone, origin);
ATLAS_JSON(AffinityRule, name, type, machines, strict);
ATLAS_JSON(MirrorSpec, air_gapped, apt, yum, container_registry, provider_mirror, image_base, ansible_galaxy,
           python_index, ntp_servers, ca_certificate);
ATLAS_JSON(MonitoringSpec, enabled, server, retention_days, alert_email, log_server);
ATLAS_JSON(Fleet, metadata, environment, cluster, networks, templates, machines, affinity, mirror, monitoring,
           spec_file, spec_hash);

}  // namespace atlas::spec
