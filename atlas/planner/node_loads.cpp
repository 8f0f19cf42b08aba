#include "atlas/planner/node_loads.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

std::int64_t virtual_cores(const DraftMachine& machine) {
  return std::int64_t{machine.spec->cpu.cores} * machine.spec->cpu.sockets;
}

// a/b compared with c/d without division; the sizes of this domain fit far below the overflow.
int compare_ratio(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  const auto left = a * d;
  const auto right = c * b;
  return left < right ? -1 : (left > right ? 1 : 0);
}

}  // namespace

NodeLoads::NodeLoads(const Draft& draft) : draft_(draft) {
  for (const auto& node : draft.nodes) {
    Load load;
    load.name = node.name.str();
    load.memory_total = std::max<std::int64_t>(0, node.memory_mib.value_or(0));
    load.cores_total = std::max(0, node.cores.value_or(0));
    knows_memory_ = knows_memory_ && load.memory_total > 0;
    knows_cores_ = knows_cores_ && load.cores_total > 0;
    loads_.push_back(std::move(load));
  }
  for (const auto& rule : draft.fleet.affinity) {
    if (rule.type != "apart") {
      continue;
    }
    for (const auto& name : rule.machines) {
      if (const auto it = draft.machine_index.find(name.str()); it != draft.machine_index.end()) {
        rules_of_[it->second].push_back(rules_.size());
      }
    }
    rules_.push_back({rule.strict, std::vector<int>(loads_.size(), 0)});
  }
}

std::optional<std::size_t> NodeLoads::find(const std::string& name) const {
  const auto it = std::find_if(loads_.begin(), loads_.end(), [&](const auto& load) { return load.name == name; });
  return it == loads_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - loads_.begin()));
}

void NodeLoads::add(std::size_t machine, std::size_t node) {
  auto& load = loads_[node];
  load.memory_mib += draft_.machines[machine].spec->memory_mib;
  load.cores += virtual_cores(draft_.machines[machine]);
  ++load.machines;
  if (const auto it = rules_of_.find(machine); it != rules_of_.end()) {
    for (const auto rule : it->second) {
      ++rules_[rule].on_node[node];
    }
  }
}

bool NodeLoads::has_cores_for(std::size_t machine, std::size_t node) const {
  const auto total = loads_[node].cores_total;
  return total == 0 || virtual_cores(draft_.machines[machine]) <= total;
}

bool NodeLoads::has_memory_for(std::int64_t memory_mib, std::size_t node) const {
  const auto& load = loads_[node];
  return load.memory_total == 0 || load.memory_mib + memory_mib <= load.memory_total;
}

int NodeLoads::conflicts(std::size_t machine, std::size_t node, bool strict) const {
  int count = 0;
  if (const auto it = rules_of_.find(machine); it != rules_of_.end()) {
    for (const auto rule : it->second) {
      count += rules_[rule].strict == strict ? rules_[rule].on_node[node] : 0;
    }
  }
  return count;
}

bool NodeLoads::less_used(std::size_t a, std::size_t b) const {
  const auto& left = loads_[a];
  const auto& right = loads_[b];
  if (knows_memory_) {
    if (const int order = compare_ratio(left.memory_mib, left.memory_total, right.memory_mib, right.memory_total)) {
      return order < 0;
    }
    if (knows_cores_) {
      if (const int order = compare_ratio(left.cores, left.cores_total, right.cores, right.cores_total)) {
        return order < 0;
      }
    }
  }
  if (left.machines != right.machines) {
    return left.machines < right.machines;
  }
  return left.memory_mib != right.memory_mib ? left.memory_mib < right.memory_mib : left.name < right.name;
}

std::string NodeLoads::usage(std::size_t node) const {
  const auto& load = loads_[node];
  if (load.memory_total == 0) {
    return std::to_string(load.machines) + (load.machines == 1 ? " machine" : " machines");
  }
  return std::to_string(load.memory_mib / 1024) + " of " + std::to_string(load.memory_total / 1024) + " GiB";
}

}  // namespace atlas::planner
