#include "tests/unit/planner/fixture.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace atlas::planner::testing {
namespace {

spec::Fleet shop() {
  Diagnostics diagnostics;
  spec::LoadOptions options;
  options.spec_path = (source_folder() / "examples/shop/fleet.yaml").string();
  options.config = source_folder() / "config";
  auto fleet = spec::load_fleet(options, diagnostics);
  EXPECT_TRUE(fleet.has_value()) << texts(diagnostics);
  return fleet.value_or(spec::Fleet());
}

TEST(Plan, PlansTheShop) {
  const auto blueprint = good_plan(shop());
  ASSERT_EQ(blueprint.machines.size(), 10U);
  EXPECT_EQ(blueprint.fleet.environment, "prod");
  EXPECT_EQ(blueprint.fleet.domain, "shop.example.org");
  EXPECT_EQ(blueprint.waves.size(), 3U);
  EXPECT_EQ(find(blueprint, "web-02").nics[0].ipv4_cidr, "10.20.0.22/24");
  EXPECT_EQ(find(blueprint, "app-01").nics[0].ipv4, "10.20.0.50");
  EXPECT_NE(find(blueprint, "db-01").node, find(blueprint, "db-02").node);
  EXPECT_NE(find(blueprint, "lb-01").node, find(blueprint, "lb-02").node);
  EXPECT_EQ(find(blueprint, "app-01").disks[1].storage, "ceph-hdd");
  EXPECT_EQ(blueprint.ha_rules.size(), 2U);
  ASSERT_EQ(blueprint.backup_jobs.size(), 1U);
  EXPECT_EQ(blueprint.backup_jobs[0].id, "shop-1");
  EXPECT_EQ(blueprint.backup_jobs[0].retention.keep_daily, 13);
  EXPECT_EQ(blueprint.monitoring.retention_days, 90);
  EXPECT_EQ(blueprint.users.size(), 1U);
  EXPECT_EQ(blueprint.pools, std::vector<std::string>{"shop"});
  EXPECT_FALSE(blueprint.settings.empty());
  EXPECT_FALSE(blueprint.assumptions.empty());
  EXPECT_EQ(blueprint.tiers.front().name, "base");
}

TEST(Plan, EveryMemberSurvivesJson) {
  const Json json = good_plan(shop());
  EXPECT_EQ(Json(json.get<spec::Blueprint>()), json);
}

TEST(Plan, PlanningWithItsOwnLockIsAFixedPoint) {
  const auto fleet = shop();
  const auto first = good_plan(fleet);
  const auto lock = lock_file(first);
  const auto second = good_plan(fleet, lock);
  EXPECT_EQ(lock_file(second), lock);
  auto without_reasons = [](spec::Blueprint blueprint) {
    for (auto& machine : blueprint.machines) {
      machine.decisions.clear();
    }
    return Json(blueprint);
  };
  EXPECT_EQ(without_reasons(first), without_reasons(second));
  EXPECT_EQ(Json(second), Json(good_plan(fleet, lock_file(second))));
}

TEST(Plan, TheOrderOfMachinesDoesNotMatter) {
  auto fleet = shop();
  const Json expected = good_plan(fleet);
  std::reverse(fleet.machines.begin(), fleet.machines.end());
  EXPECT_EQ(Json(good_plan(fleet)), expected);
  std::rotate(fleet.machines.begin(), fleet.machines.begin() + 3, fleet.machines.end());
  EXPECT_EQ(Json(good_plan(fleet)), expected);
}

TEST(Plan, AnotherMachineChangesNothingForTheRest) {
  auto fleet = shop();
  const auto before = good_plan(fleet);
  auto extra = fleet.machines.front();
  extra.name = spec::MachineName("aaa-01");
  extra.nics[0].ipv4 = "auto";
  fleet.machines.push_back(extra);
  const auto after = good_plan(fleet, lock_file(before));
  const auto old_lock = lock_file(before);
  const auto new_lock = lock_file(after);
  for (const auto& [name, entry] : old_lock.machines) {
    EXPECT_EQ(new_lock.machines.at(name), entry) << name;
  }
}

TEST(Plan, IdsAndAddressesAreNeverGivenTwice) {
  auto fleet = small_fleet();
  for (int i = 0; i < 300; ++i) {
    auto one = machine("m-" + std::to_string(i));
    one.nics.push_back(one.nics[0]);
    one.nics[1].ipv6 = "auto";
    fleet.machines.push_back(one);
  }
  const auto blueprint = good_plan(fleet);
  std::set<std::int64_t> vmids;
  std::set<std::string> macs;
  std::set<std::string> addresses = {"10.20.0.1", "10.20.0.2", "10.20.0.0"};
  for (const auto& plan : blueprint.machines) {
    EXPECT_TRUE(vmids.insert(plan.vmid).second);
    for (const auto& nic : plan.nics) {
      EXPECT_TRUE(macs.insert(nic.mac).second) << nic.mac;
      EXPECT_TRUE(addresses.insert(nic.ipv4).second) << nic.ipv4;
      EXPECT_TRUE(nic.ipv6.empty() || addresses.insert(nic.ipv6).second) << nic.ipv6;
    }
  }
}

TEST(Plan, AThousandMachinesTakeLittleTime) {
  auto fleet = small_fleet();
  fleet.cluster.vmid_to = 9000;
  for (auto& node : fleet.cluster.nodes) {
    node.memory_mib = 4'194'304;
  }
  for (int i = 0; i < 1000; ++i) {
    fleet.machines.push_back(machine("m-" + std::to_string(i)));
  }
  const auto lock = lock_file(good_plan(fleet));
  const auto start = std::chrono::steady_clock::now();
  const auto blueprint = good_plan(fleet, lock);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(blueprint.waves.size(), 250U);
  // Far above the goal, so that a loaded machine or a sanitizer does not fail the test.
  EXPECT_LT(took, std::chrono::seconds(3));
  RecordProperty("milliseconds", static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

TEST(Plan, AnotherFleetsLockFileIsRefused) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  LockFile lock;
  lock.fleet = "other";
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics, lock));
  EXPECT_NE(texts(diagnostics).find("ATLAS-E4004"), std::string::npos);
}

TEST(Plan, UnknownNamesAreErrorsAndNoCrash) {
  auto fleet = small_fleet();
  auto bad = machine("a");
  bad.template_name = "nothing";
  bad.nics[0].network = "nowhere";
  bad.software = {{"nonsense", std::nullopt, Json::object()}};
  bad.disks[0].storage = spec::StorageId("gone");
  bad.node = spec::NodeName("pve9");
  fleet.machines = {bad};
  fleet.affinity = {{"x", "apart", {spec::MachineName("a"), spec::MachineName("b")}, true}};
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  const auto all = texts(diagnostics);
  for (const auto* id : {"ATLAS-E4010", "ATLAS-E4011", "ATLAS-E4013", "ATLAS-E4016"}) {
    EXPECT_NE(all.find(id), std::string::npos) << id << "\n" << all;
  }
}

TEST(Plan, AnUnknownOperatingSystemIsAnError) {
  auto fleet = small_fleet();
  fleet.templates[0].os = "plan9";
  fleet.machines = {machine("a")};
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("plan9"), std::string::npos);
}

TEST(Plan, AnEmptyFleetIsAnEmptyBlueprint) {
  const auto blueprint = good_plan(small_fleet());
  EXPECT_TRUE(blueprint.machines.empty());
  EXPECT_TRUE(blueprint.waves.empty());
  EXPECT_TRUE(blueprint.users.empty());
}

}  // namespace
}  // namespace atlas::planner::testing
