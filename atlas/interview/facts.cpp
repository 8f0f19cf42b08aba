#include "atlas/interview/facts.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace atlas::interview {
namespace {

ATLAS_DIAGNOSTIC(k_no_facts, "ATLAS-E7122", error, "the file holds no facts of a cluster",
                 "A facts file is what Proxmox VE itself prints: save `pvesh get /cluster/resources --output-format "
                 "json` of any node into a file. To offer bridges as well, make an object of it: {\"resources\": "
                 "[...], \"networks\": [...]}, the second one from `pvesh get /nodes/NODE/network`.");

constexpr std::array k_shared{"ceph", "rbd", "cephfs", "nfs", "cifs", "iscsi", "iscsidirect", "zfs", "pbs"};

template <class T>
T member(const Json& json, const char* name, T otherwise) {
  const auto it = json.find(name);
  if (it == json.end()) {
    return otherwise;
  }
  if constexpr (std::is_same_v<T, std::string>) {
    return it->is_string() ? it->template get<T>() : otherwise;
  } else {
    if (it->is_boolean()) {
      return static_cast<T>(it->template get<bool>());
    }
    return it->is_number() ? it->template get<T>() : otherwise;
  }
}

void add_node(const Json& json, Facts& facts) {
  constexpr std::int64_t k_mib = 1024 * 1024;
  const std::string name = member<std::string>(json, "node", "");
  if (!name.empty()) {
    facts.nodes.push_back(
        {name, member<std::int64_t>(json, "maxcpu", 0), member<std::int64_t>(json, "maxmem", 0) / k_mib});
  }
}

void add_storage(const Json& json, Facts& facts) {
  constexpr std::int64_t k_gib = 1024LL * 1024 * 1024;
  const std::string id = member<std::string>(json, "storage", "");
  const bool known =
      std::any_of(facts.storages.begin(), facts.storages.end(), [&](const auto& other) { return other.id == id; });
  if (id.empty() || known) {
    return;
  }
  const std::string type = member<std::string>(json, "plugintype", "");
  const std::vector<std::string> content = text::split(member<std::string>(json, "content", "images"), ',');
  const auto holds = [&](const char* what) { return std::find(content.begin(), content.end(), what) != content.end(); };
  Facts::Storage storage{id, {}, holds("images"), holds("backup"), -1};
  const bool shared =
      member<int>(json, "shared", 0) != 0 || std::find(k_shared.begin(), k_shared.end(), type) != k_shared.end();
  if (storage.for_disks) {
    storage.classes.emplace_back(shared ? "shared" : "local");
  }
  if (storage.for_backups) {
    storage.classes.emplace_back("backup");
  }
  const auto size = member<std::int64_t>(json, "maxdisk", 0);
  storage.free_gib = size > 0 ? (size - member<std::int64_t>(json, "disk", 0)) / k_gib : -1;
  if (!storage.classes.empty()) {
    facts.storages.push_back(std::move(storage));
  }
}

void add_guest(const Json& json, Facts& facts) {
  const auto vmid = member<std::int64_t>(json, "vmid", 0);
  facts.vmids.push_back(vmid);
  if (member<int>(json, "template", 0) != 0) {
    facts.templates.push_back({vmid, member<std::string>(json, "name", ""), member<std::string>(json, "node", "")});
  }
}

void add_resource(const Json& json, Facts& facts) {
  const std::string type = json.is_object() ? member<std::string>(json, "type", "") : "";
  if (type == "node") {
    add_node(json, facts);
  } else if (type == "storage") {
    add_storage(json, facts);
  } else if (type == "qemu" || type == "lxc") {
    add_guest(json, facts);
  }
}

void add_network(const Json& json, Facts& facts) {
  const std::string type = json.is_object() ? member<std::string>(json, "type", "") : "";
  const std::string name = json.is_object() ? member<std::string>(json, "iface", "") : "";
  if ((type == "bridge" || type == "OVSBridge") && !name.empty()) {
    facts.bridges.push_back({name, member<std::string>(json, "cidr", ""), member<std::string>(json, "gateway", "")});
  }
}

void sort(Facts& facts) {
  const auto by = [](auto key) { return [key](const auto& a, const auto& b) { return a.*key < b.*key; }; };
  std::sort(facts.nodes.begin(), facts.nodes.end(), by(&Facts::Node::name));
  std::sort(facts.storages.begin(), facts.storages.end(), by(&Facts::Storage::id));
  std::sort(facts.templates.begin(), facts.templates.end(), by(&Facts::Template::vmid));
  std::sort(facts.bridges.begin(), facts.bridges.end(), by(&Facts::Bridge::name));
  std::sort(facts.vmids.begin(), facts.vmids.end());
}

}  // namespace

std::optional<Facts> read_facts(const std::string& path, const Json& json, Diagnostics& diagnostics) {
  const Json* resources = json.is_array() ? &json : nullptr;
  if (json.is_object() && json.contains("resources") && json["resources"].is_array()) {
    resources = &json["resources"];
  }
  Facts facts;
  if (resources != nullptr) {
    for (const Json& resource : *resources) {
      add_resource(resource, facts);
    }
  }
  if (facts.nodes.empty()) {
    diagnostics.add(k_no_facts(fmt::format("'{}' holds no facts of a cluster", path))
                        .fix("save `pvesh get /cluster/resources --output-format json` into it"));
    return std::nullopt;
  }
  if (json.is_object() && json.contains("networks") && json["networks"].is_array()) {
    for (const Json& network : json["networks"]) {
      add_network(network, facts);
    }
  }
  sort(facts);
  return facts;
}

}  // namespace atlas::interview
