#include "atlas/generators/terraform/fleet_variables.hpp"

#include "atlas/generators/terraform/machine_variables.hpp"

#include <algorithm>

namespace atlas::generators::terraform {
namespace {

Json templates_in_use(const spec::Blueprint& blueprint) {
  Json json = Json::object();
  for (const spec::MachinePlan& machine : blueprint.machines) {
    json[machine.clone.template_name] = {{"vm_id", machine.clone.vmid}, {"node_name", machine.clone.node}};
  }
  return json;
}

// Without any number Proxmox VE would fall back to the storage's own retention, which may keep one backup.
Json prune_backups(const spec::Retention& keep) {
  Json json = Json::object();
  const auto set = [&](const char* key, int count) {
    if (count > 0) {
      json[key] = std::to_string(count);
    }
  };
  set("keep-last", keep.keep_last);
  set("keep-daily", keep.keep_daily);
  set("keep-weekly", keep.keep_weekly);
  set("keep-monthly", keep.keep_monthly);
  set("keep-yearly", keep.keep_yearly);
  if (json.empty()) {
    json["keep-all"] = "1";
  }
  return json;
}

Json backup_jobs(const spec::Blueprint& blueprint) {
  Json json = Json::object();
  for (const spec::BackupJobPlan& job : blueprint.backup_jobs) {
    json[job.id] = {{"schedule", job.schedule},
                    {"storage", job.storage},
                    {"mode", job.mode},
                    {"machines", job.machines},
                    {"prune_backups", prune_backups(job.retention)}};
  }
  return json;
}

Json ha_rules(const spec::Blueprint& blueprint) {
  Json json = Json::object();
  for (const spec::HaRulePlan& rule : blueprint.ha_rules) {
    Json& entry = json[rule.name] = {{"type", rule.type}, {"strict", rule.strict}, {"machines", rule.machines}};
    if (!rule.affinity.empty()) {
      entry["affinity"] = rule.affinity;
    }
    if (!rule.nodes.empty()) {
      entry["nodes"] = rule.nodes;
    }
  }
  return json;
}

Json cluster(const spec::ClusterInfo& info) {
  Json json = {{"pve_version", info.pve_version}, {"vmid_from", info.vmid_from}, {"vmid_to", info.vmid_to}};
  if (!info.endpoint.empty()) {
    json["endpoint"] = info.endpoint;
  }
  return json;
}

}  // namespace

Json fleet_variables(const spec::Blueprint& blueprint) {
  Json machines = Json::object();
  for (const spec::MachinePlan& machine : blueprint.machines) {
    machines[machine.name] = machine_variables(machine, blueprint);
  }
  return {{"fleet",
           {{"name", blueprint.fleet.name},
            {"environment", blueprint.fleet.environment},
            {"description", blueprint.fleet.description},
            {"owner", blueprint.fleet.owner}}},
          {"cluster", cluster(blueprint.cluster)},
          {"templates", templates_in_use(blueprint)},
          {"pools", blueprint.pools},
          {"backup_jobs", backup_jobs(blueprint)},
          {"ha_rules", ha_rules(blueprint)},
          {"machines", std::move(machines)}};
}

}  // namespace atlas::generators::terraform
