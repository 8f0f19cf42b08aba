#include "atlas/planner/steps.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

void add_member(spec::HaRulePlan& rule, const spec::MachinePlan& machine) {
  rule.machines.push_back(machine.name);
  rule.vmids.push_back(machine.vmid);
}

// One rule for all machines that want the same nodes with the same priority; its name tells both.
void add_node_affinity(Draft& draft) {
  std::map<std::string, spec::HaRulePlan> rules;
  for (const auto& machine : draft.machines) {
    const auto& ha = machine.plan.ha;
    if (!ha.enabled || ha.nodes.empty()) {
      continue;
    }
    std::map<std::string, int> nodes;
    std::string name = draft.fleet.metadata.name + "-on";
    for (const auto& node : ha.nodes) {
      nodes.emplace(node.str(), ha.priority);
    }
    for (const auto& [node, priority] : nodes) {
      name += "-" + node;
    }
    name += "-p" + std::to_string(ha.priority);
    auto& rule = rules[name];
    rule.name = name;
    rule.type = "node-affinity";
    rule.strict = false;
    rule.nodes = std::move(nodes);
    add_member(rule, machine.plan);
  }
  for (auto& [name, rule] : rules) {
    draft.blueprint.ha_rules.push_back(std::move(rule));
  }
}

void assume_not_managed(Draft& draft, const spec::AffinityRule& affinity, const std::string& why) {
  draft.blueprint.assumptions.push_back(
      {"affinity/" + affinity.name, "the rule holds when machines are placed, but Proxmox VE does not keep it: " + why,
       "ha-manager rules list"});
}

// Proxmox VE accepts only HA resources in a resource-affinity rule, and always enforces it.
void add_resource_affinity(Draft& draft, const spec::AffinityRule& affinity) {
  spec::HaRulePlan rule;
  rule.name = affinity.name;
  rule.type = "resource-affinity";
  rule.affinity = affinity.type == "apart" ? "negative" : "positive";
  rule.strict = affinity.strict;
  std::vector<std::string> names;
  for (const auto& machine : affinity.machines) {
    names.push_back(machine.str());
  }
  std::sort(names.begin(), names.end());
  std::size_t known = 0;
  for (const auto& name : names) {
    const auto it = draft.machine_index.find(name);
    if (it != draft.machine_index.end()) {
      ++known;
      if (draft.machines[it->second].plan.ha.enabled) {
        add_member(rule, draft.machines[it->second].plan);
      }
    }
  }
  if (!affinity.strict) {
    assume_not_managed(draft, affinity, "it is not strict");
  } else if (rule.machines.size() < 2) {
    assume_not_managed(draft, affinity, "fewer than two of its machines have HA enabled");
  } else {
    if (rule.machines.size() < known) {
      assume_not_managed(draft, affinity, "only the machines with HA enabled are held to it");
    }
    draft.blueprint.ha_rules.push_back(std::move(rule));
  }
}

}  // namespace

void make_ha_rules(Draft& draft) {
  add_node_affinity(draft);
  for (const auto& affinity : draft.fleet.affinity) {
    add_resource_affinity(draft, affinity);
  }
  auto& rules = draft.blueprint.ha_rules;
  std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace atlas::planner
