#pragma once

#include "atlas/planner/draft.hpp"

namespace atlas::planner {

/// How full the nodes get while machines are placed, and which machines must not share one. Indexes are those of
/// Draft::nodes and Draft::machines.
class NodeLoads {
 public:
  explicit NodeLoads(const Draft& draft);

  std::size_t size() const { return loads_.size(); }
  const std::string& name(std::size_t node) const { return loads_[node].name; }
  std::optional<std::size_t> find(const std::string& name) const;

  /// Puts the machine on the node, for good.
  void add(std::size_t machine, std::size_t node);

  /// False when the node has fewer cores than the machine's virtual ones: Proxmox VE would refuse to start it.
  bool has_cores_for(std::size_t machine, std::size_t node) const;
  /// True when the node's memory is unknown or enough for this much more.
  bool has_memory_for(std::int64_t memory_mib, std::size_t node) const;
  /// How many machines stand there that an apart rule (strict, or not) forbids for this one.
  int conflicts(std::size_t machine, std::size_t node, bool strict) const;
  /// True when `a` is less used than `b`: memory, then cores, then machines, then name. Sizes count only when all
  /// nodes have them.
  bool less_used(std::size_t a, std::size_t b) const;
  /// "14 of 64 GiB" or "3 machines".
  std::string usage(std::size_t node) const;
  bool knows_memory() const { return knows_memory_; }

 private:
  struct Load {
    std::string name;
    std::int64_t memory_mib = 0;
    std::int64_t cores = 0;
    int machines = 0;
    std::int64_t memory_total = 0;  // 0 = unknown
    std::int64_t cores_total = 0;
  };
  struct ApartRule {
    bool strict = true;
    std::vector<int> on_node;
  };

  const Draft& draft_;
  bool knows_memory_ = true;
  bool knows_cores_ = true;
  std::vector<Load> loads_;
  std::vector<ApartRule> rules_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> rules_of_;
};

}  // namespace atlas::planner
