#pragma once

#include "atlas/planner/draft.hpp"

/// The planning steps in the order in which plan() runs them. Each reads what the ones before it wrote, writes its own
/// part of the draft, and reports what it could not decide as an error.
namespace atlas::planner {

/// Everything the spec says outright: sizes, users, tags, DNS, description.
void copy_spec(Draft& draft);
/// node. Deterministic bin packing; pins first, then kept values, then the least used node that is possible.
void place_machines(Draft& draft);
/// disks, clone.
void assign_storage(Draft& draft);
/// vmid.
void assign_vmids(Draft& draft);
/// nics, address: MAC, IPv4, IPv6. Needs vmid.
void assign_addresses(Draft& draft);
/// wave; blueprint.waves, blueprint.moves. Needs node.
void assign_waves(Draft& draft);
/// software, components of each machine.
void resolve_software(Draft& draft);
/// firewall of each machine. Needs software and addresses.
void complete_firewalls(Draft& draft);
/// backup of each machine, blueprint.backup_jobs.
void group_backups(Draft& draft);
/// blueprint.ha_rules.
void make_ha_rules(Draft& draft);
/// groups of each machine and blueprint.groups, tiers, components, networks, users, pools and the fleet's own facts.
void summarise(Draft& draft);
/// blueprint.settings, monitoring.
void fill_settings(Draft& draft);
/// blueprint.privileges.
void compile_privileges(Draft& draft);
/// blueprint.assumptions.
void list_assumptions(Draft& draft);

/// Where `storage` can be used: exists and is not bound to other nodes.
bool storage_on_node(const spec::StorageSpec& storage, const std::string& node);
/// The storage for disk `index` if the machine stood on `node`; nullptr when none fits.
const spec::StorageSpec* storage_for(const Draft& draft, const DraftMachine& machine, std::size_t index,
                                     const std::string& node);

}  // namespace atlas::planner
