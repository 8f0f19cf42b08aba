#include "atlas/planner/node_loads.hpp"
#include "atlas/planner/steps.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_no_node, "ATLAS-E4010", error, "no node can take a machine",
    "A machine needs a node with at least as many cores as it has virtual ones, with a storage for each of "
    "its disks, with the template in reach (a linked clone of a template on local storage can only stand "
    "where the template stands), and without a machine that a strict apart rule forbids. No declared node "
    "meets all of this. Add a node or a storage, make the rule not strict, or ask for less.");
ATLAS_DIAGNOSTIC(
    k_full, "ATLAS-W4014", warning, "a node's memory is overcommitted",
    "The machines on this node together have more memory than the node. Proxmox VE allows it, but a machine "
    "may fail to start, or the kernel may kill one when memory runs out. Add memory or nodes, or ask for "
    "less.");
ATLAS_DIAGNOSTIC(
    k_unmet, "ATLAS-W4015", warning, "an affinity rule is not met",
    "Machines that exist keep their node, so a rule that was added later, or pins that contradict it, can "
    "leave it unmet. Where HA manages the machines, Proxmox VE moves them by itself; otherwise migrate one "
    "by hand and pin its node in the spec.");

/// Machines that must go together; most units hold one.
struct Unit {
  std::vector<std::size_t> members;
  std::int64_t memory_mib = 0;
  std::int64_t cores = 0;
  std::string rule;  ///< the together rule's name, or empty
  bool strict = false;
};

class Placer {
 public:
  explicit Placer(Draft& draft) : draft_(draft), loads_(draft), node_of_(draft.machines.size()) {}

  void run() {
    for (std::size_t i = 0; i < draft_.machines.size(); ++i) {
      place_pinned(i);
    }
    for (std::size_t i = 0; i < draft_.machines.size(); ++i) {
      place_kept(i);
    }
    auto units = make_units();
    std::sort(units.begin(), units.end(), [&](const Unit& a, const Unit& b) { return before(a, b); });
    for (const auto& unit : units) {
      place_unit(unit);
    }
    warn_overcommitted();
    warn_unmet();
  }

 private:
  void place_pinned(std::size_t index) {
    auto& machine = draft_.machines[index];
    if (!machine.spec->node) {
      return;
    }
    const auto& node = machine.spec->node->str();
    if (machine.kept != nullptr && machine.kept->node != node) {
      draft_.not_kept(machine, "node", machine.kept->node, "the spec pins " + node, "/node");
    }
    machine.plan.node = node;
    machine.decide("node", node, "pinned by the spec");
    if (const auto found = loads_.find(node)) {
      occupy(index, *found);
    } else {
      report_no_node(index, "node '" + node + "' is not declared");
    }
  }

  void place_kept(std::size_t index) {
    auto& machine = draft_.machines[index];
    if (machine.spec->node || machine.kept == nullptr) {
      return;
    }
    const auto& node = machine.kept->node;
    const auto found = loads_.find(node);
    if (!found) {
      draft_.not_kept(machine, "node", node, "the cluster has no such node", "");
    } else if (!storage_reachable(index, *found)) {
      draft_.not_kept(machine, "node", node, "a storage the machine needs is not there", "");
    } else {
      settle(index, *found, std::string(k_kept_reason));
    }
  }

  std::vector<Unit> make_units() {
    std::vector<std::size_t> parent(draft_.machines.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
      while (parent[i] != i) {
        i = parent[i] = parent[parent[i]];
      }
      return i;
    };
    std::map<std::size_t, const spec::AffinityRule*> rules;
    for (const auto& rule : draft_.fleet.affinity) {
      if (rule.type == "together") {
        join(rule, parent, root);
      }
    }
    std::map<std::size_t, Unit> units;
    for (std::size_t i = 0; i < parent.size(); ++i) {
      auto& unit = units[root(i)];
      unit.members.push_back(i);
      unit.memory_mib += draft_.machines[i].spec->memory_mib;
      unit.cores += std::int64_t{draft_.machines[i].spec->cpu.cores} * draft_.machines[i].spec->cpu.sockets;
    }
    name_units(units, root);
    std::vector<Unit> result;
    for (auto& [first, unit] : units) {
      result.push_back(std::move(unit));
    }
    return result;
  }

  template <class Root>
  void join(const spec::AffinityRule& rule, std::vector<std::size_t>& parent, const Root& root) {
    std::optional<std::size_t> first;
    for (const auto& name : rule.machines) {
      const auto it = draft_.machine_index.find(name.str());
      if (it == draft_.machine_index.end()) {
        continue;
      }
      if (first) {
        const auto a = root(*first);
        const auto b = root(it->second);
        parent[std::max(a, b)] = std::min(a, b);
      } else {
        first = it->second;
      }
    }
  }

  template <class Root>
  void name_units(std::map<std::size_t, Unit>& units, const Root& root) {
    for (const auto& rule : draft_.fleet.affinity) {
      if (rule.type != "together") {
        continue;
      }
      for (const auto& name : rule.machines) {
        if (const auto it = draft_.machine_index.find(name.str()); it != draft_.machine_index.end()) {
          auto& unit = units[root(it->second)];
          unit.rule = unit.rule.empty() ? rule.name : std::min(unit.rule, rule.name);
          unit.strict = unit.strict || rule.strict;
        }
      }
    }
  }

  // Hard cases first: what can go to few nodes, then what is large.
  bool before(const Unit& a, const Unit& b) {
    const auto key = [&](const Unit& unit) { return std::tuple(candidate_count(unit), -unit.memory_mib, -unit.cores); };
    const auto left = key(a);
    const auto right = key(b);
    return left != right ? left < right
                         : draft_.machines[a.members[0]].plan.name < draft_.machines[b.members[0]].plan.name;
  }

  std::size_t candidate_count(const Unit& unit) {
    const auto first = unit.members.front();
    const auto it = candidate_counts_.find(first);
    if (it != candidate_counts_.end()) {
      return it->second;
    }
    std::size_t count = 0;
    for (std::size_t node = 0; node < loads_.size(); ++node) {
      count += possible(unit, node) ? 1 : 0;
    }
    candidate_counts_.emplace(first, count);
    return count;
  }

  bool storage_reachable(std::size_t index, std::size_t node) const {
    const auto& machine = draft_.machines[index];
    const auto& name = loads_.name(node);
    for (std::size_t disk = 0; disk < machine.spec->disks.size(); ++disk) {
      if (storage_for(draft_, machine, disk, name) == nullptr) {
        return false;
      }
    }
    const bool linked = !machine.spec->full_clone && machine.image != nullptr;
    return !linked || machine.image->node.str() == name || is_shared(draft_, machine.image->storage.str());
  }

  bool possible(const Unit& unit, std::size_t node) const {
    return std::all_of(unit.members.begin(), unit.members.end(),
                       [&](auto index) { return loads_.has_cores_for(index, node) && storage_reachable(index, node); });
  }

  void place_unit(const Unit& unit) {
    Unit open;
    std::vector<std::size_t> settled;
    for (const auto index : unit.members) {
      if (node_of_[index]) {
        settled.push_back(*node_of_[index]);
      } else if (draft_.machines[index].plan.node.empty()) {
        open.members.push_back(index);
        open.memory_mib += draft_.machines[index].spec->memory_mib;
      }
    }
    if (open.members.empty()) {
      return;
    }
    if (const auto node = choose(open, settled)) {
      for (const auto index : open.members) {
        settle(index, *node, why(unit, *node));
      }
    } else if (unit.members.size() > 1 && !unit.strict) {
      place_one_by_one(open);
    } else {
      report_unplaced(unit, open);
    }
  }

  void place_one_by_one(const Unit& open) {
    for (const auto index : open.members) {
      const Unit single{{index}, draft_.machines[index].spec->memory_mib, 0, {}, false};
      if (const auto node = choose(single, {})) {
        settle(index, *node, why(single, *node));
      } else {
        report_unplaced(single, single);
      }
    }
  }

  std::optional<std::size_t> choose(const Unit& unit, const std::vector<std::size_t>& settled) const {
    std::optional<std::size_t> best;
    for (std::size_t node = 0; node < loads_.size(); ++node) {
      const bool with_the_others = settled.empty() || std::count(settled.begin(), settled.end(), node) > 0;
      if (with_the_others && possible(unit, node) && conflicts(unit, node, true) == 0 &&
          (!best || better(unit, node, *best))) {
        best = node;
      }
    }
    return best;
  }

  int conflicts(const Unit& unit, std::size_t node, bool strict) const {
    int count = 0;
    for (const auto index : unit.members) {
      count += loads_.conflicts(index, node, strict);
    }
    return count;
  }

  bool better(const Unit& unit, std::size_t a, std::size_t b) const {
    const auto rank = [&](std::size_t node) {
      return std::tuple(!loads_.has_memory_for(unit.memory_mib, node), !wanted(unit, node),
                        conflicts(unit, node, false));
    };
    const auto left = rank(a);
    const auto right = rank(b);
    return left != right ? left < right : loads_.less_used(a, b);
  }

  // High availability will pull the machine to its preferred nodes anyway.
  bool wanted(const Unit& unit, std::size_t node) const {
    return std::all_of(unit.members.begin(), unit.members.end(), [&](auto index) {
      const auto& ha = draft_.machines[index].spec->ha;
      return !ha.enabled || ha.nodes.empty() || std::any_of(ha.nodes.begin(), ha.nodes.end(), [&](const auto& name) {
        return name.str() == loads_.name(node);
      });
    });
  }

  std::string why(const Unit& unit, std::size_t node) const {
    std::string text;
    if (loads_.size() == 1) {
      text = "the only node";
    } else if (loads_.knows_memory()) {
      text = "least memory used: " + loads_.usage(node) + " before this one";
    } else {
      text = "fewest machines: " + loads_.usage(node) + " before this one; the nodes' sizes are unknown";
    }
    if (unit.members.size() > 1) {
      text += "; together by rule '" + unit.rule + "'";
    }
    return text;
  }

  void occupy(std::size_t index, std::size_t node) {
    node_of_[index] = node;
    loads_.add(index, node);
  }

  void settle(std::size_t index, std::size_t node, const std::string& reason) {
    auto& machine = draft_.machines[index];
    machine.plan.node = loads_.name(node);
    machine.decide("node", machine.plan.node, reason);
    occupy(index, node);
  }

  void report_unplaced(const Unit& unit, const Unit& open) {
    for (const auto index : open.members) {
      std::string reason = loads_.size() == 0 ? "no node is declared" : "";
      for (std::size_t node = 0; node < loads_.size(); ++node) {
        reason += (reason.empty() ? "" : "; ") + loads_.name(node) + ": " + obstacle(unit, index, node);
      }
      report_no_node(index, reason);
    }
  }

  std::string obstacle(const Unit& unit, std::size_t index, std::size_t node) const {
    if (!loads_.has_cores_for(index, node)) {
      return "fewer cores than the machine";
    }
    if (!storage_reachable(index, node)) {
      return "a storage or the template is out of reach";
    }
    if (loads_.conflicts(index, node, true) > 0) {
      return "a machine that must be apart is there";
    }
    return "not possible together with the others of rule '" + unit.rule + "'";
  }

  void report_no_node(std::size_t index, const std::string& reason) {
    const auto& machine = draft_.machines[index];
    draft_.diagnostics.add(k_no_node(machine.plan.name + ": no node can take this machine")
                               .at(draft_.where(machine))
                               .on("machines/" + machine.plan.name + "/node")
                               .because(reason)
                               .fix("add a node or a storage, or relax what stands in the way"));
  }

  void warn_overcommitted() {
    for (std::size_t node = 0; node < loads_.size(); ++node) {
      if (!loads_.has_memory_for(0, node)) {
        draft_.diagnostics.add(k_full("node '" + loads_.name(node) + "' is given " + loads_.usage(node) + " of memory")
                                   .at(draft_.fleet.where("/cluster/nodes"))
                                   .on("cluster/nodes/" + loads_.name(node))
                                   .fix("add memory or a node, or give the machines less"));
      }
    }
  }

  void warn_unmet() {
    for (std::size_t i = 0; i < draft_.fleet.affinity.size(); ++i) {
      const auto& rule = draft_.fleet.affinity[i];
      if (rule.strict && !met(rule)) {
        draft_.diagnostics.add(k_unmet("affinity rule '" + rule.name + "' is not met by where the machines stand")
                                   .at(draft_.fleet.where("/affinity/" + std::to_string(i)))
                                   .on("affinity/" + rule.name)
                                   .fix("migrate a machine and pin its node, or remove the rule"));
      }
    }
  }

  bool met(const spec::AffinityRule& rule) const {
    std::vector<std::size_t> nodes;
    for (const auto& name : rule.machines) {
      const auto it = draft_.machine_index.find(name.str());
      if (it == draft_.machine_index.end() || !node_of_[it->second]) {
        return true;  // has its own error
      }
      nodes.push_back(*node_of_[it->second]);
    }
    std::sort(nodes.begin(), nodes.end());
    const bool some_equal = std::adjacent_find(nodes.begin(), nodes.end()) != nodes.end();
    const bool all_equal = nodes.empty() || nodes.front() == nodes.back();
    return rule.type == "apart" ? !some_equal : all_equal;
  }

  Draft& draft_;
  NodeLoads loads_;
  std::vector<std::optional<std::size_t>> node_of_;
  std::unordered_map<std::size_t, std::size_t> candidate_counts_;
};

}  // namespace

void place_machines(Draft& draft) { Placer(draft).run(); }

}  // namespace atlas::planner
