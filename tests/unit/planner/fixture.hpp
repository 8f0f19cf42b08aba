#pragma once

#include "atlas/planner/plan.hpp"
#include "atlas/spec/loader.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace atlas::planner::testing {

inline std::filesystem::path source_folder() { return ATLAS_SOURCE_DIR; }

inline const spec::Catalogue& shipped_catalogue() {
  static const auto catalogue = [] {
    Diagnostics diagnostics;
    return spec::Catalogue::load({source_folder() / "config/templates/software"}, diagnostics);
  }();
  return catalogue;
}

inline const PlanOptions& shipped_options() {
  static const auto options = [] {
    Diagnostics diagnostics;
    return load_plan_options(source_folder() / "config", diagnostics);
  }();
  return options;
}

inline std::string texts(const Diagnostics& diagnostics) {
  std::string all;
  for (const auto& problem : diagnostics.sorted()) {
    all += problem.id + " " + problem.summary + "\n";
  }
  return all;
}

/// A fleet that needs no file: three nodes, shared and local storage, a backup storage, two networks.
inline spec::Fleet small_fleet() {
  spec::Fleet fleet;
  fleet.metadata.name = "lab";
  for (const auto* name : {"pve1", "pve2", "pve3"}) {
    fleet.cluster.nodes.push_back({spec::NodeName(name), 16, 65536});
  }
  fleet.cluster.storage = {{spec::StorageId("ceph"), {"shared", "ssd"}, true, {}},
                           {spec::StorageId("local-lvm"), {"local", "ssd"}, false, {}},
                           {spec::StorageId("pbs"), {"backup"}, false, {}}};
  fleet.cluster.vmid_from = 2000;
  fleet.cluster.vmid_to = 2999;
  spec::TemplateSpec image;
  image.name = "debian-12";
  image.os = "debian-12";
  image.vmid = spec::VmId(9000);
  image.node = spec::NodeName("pve1");
  image.storage = spec::StorageId("ceph");
  fleet.templates = {image};
  spec::NetworkSpec lan;
  lan.name = "lan";
  lan.bridge = "vmbr0";
  lan.vlan = 20;
  lan.ipv4 = spec::Ipv4Network{"10.20.0.0/16", "10.20.0.1", "", ""};
  lan.ipv6 = spec::Ipv4Network{"fd00:20::/64", "fd00:20::1", "fd00:20::100", "fd00:20::ffff"};
  lan.dns = {{"10.20.0.2"}, "lab.example.org"};
  spec::NetworkSpec sdn;
  sdn.name = "sdn";
  sdn.vnet = "vnet0";
  fleet.networks = {lan, sdn};
  return fleet;
}

inline spec::MachineSpec machine(const std::string& name, std::int64_t memory_mib = 2048) {
  spec::MachineSpec spec;
  spec.name = spec::MachineName(name);
  spec.template_name = "debian-12";
  spec.memory_mib = memory_mib;
  spec.disks = {{}};
  spec.disks[0].name = "root";
  spec.nics = {{}};
  spec.nics[0].network = "lan";
  spec.users = {{"ops", {"ssh-ed25519 AAAA ops"}, true, {}}};
  return spec;
}

inline std::optional<spec::Blueprint> plan_of(const spec::Fleet& fleet, Diagnostics& diagnostics,
                                              const LockFile& previous = {}) {
  return plan(fleet, shipped_catalogue(), previous, shipped_options(), diagnostics);
}

/// Expects success; the tests read the result.
inline spec::Blueprint good_plan(const spec::Fleet& fleet, const LockFile& previous = {}) {
  Diagnostics diagnostics;
  auto blueprint = plan_of(fleet, diagnostics, previous);
  EXPECT_TRUE(blueprint.has_value()) << texts(diagnostics);
  return blueprint.value_or(spec::Blueprint());
}

inline const spec::MachinePlan& find(const spec::Blueprint& blueprint, const std::string& name) {
  for (const auto& machine : blueprint.machines) {
    if (machine.name == name) {
      return machine;
    }
  }
  throw std::out_of_range(name);
}

inline std::string reason(const spec::MachinePlan& machine, const std::string& what) {
  for (const auto& decision : machine.decisions) {
    if (decision.what == what) {
      return decision.reason;
    }
  }
  return "no decision";
}

}  // namespace atlas::planner::testing
