#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace atlas::interview {

/// What a cluster has, as far as an interview can offer it.
struct Facts {
  struct Node {
    std::string name;
    std::int64_t cores = 0;       ///< 0 = unknown
    std::int64_t memory_mib = 0;  ///< 0 = unknown
  };
  struct Storage {
    std::string id;
    std::vector<std::string> classes;  ///< as in the spec
    bool for_disks = true;
    bool for_backups = false;
    std::int64_t free_gib = -1;  ///< -1 = unknown
  };
  struct Template {
    std::int64_t vmid = 0;
    std::string name;
    std::string node;
  };
  struct Bridge {
    std::string name;
    std::string cidr;     ///< the node's own address in it; may be empty
    std::string gateway;  ///< may be empty
  };
  std::vector<Node> nodes;
  std::vector<Storage> storages;
  std::vector<Template> templates;
  std::vector<Bridge> bridges;
  std::vector<std::int64_t> vmids;  ///< taken ones, sorted
};

/// Understands what Proxmox itself prints: the list of `pvesh get /cluster/resources --output-format json`, or an
/// object {"resources": that list, "networks": the list of `pvesh get /nodes/NODE/network`}. ATLAS-E7122 for another
/// form; unknown entries are passed over.
std::optional<Facts> read_facts(const std::string& path, const Json& json, Diagnostics& diagnostics);

}  // namespace atlas::interview
