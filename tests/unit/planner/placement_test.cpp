#include "tests/unit/planner/fixture.hpp"

#include <map>

namespace atlas::planner::testing {
namespace {

spec::AffinityRule rule(const std::string& type, const std::vector<std::string>& names, bool strict = true) {
  spec::AffinityRule result{"r", type, {}, strict};
  for (const auto& name : names) {
    result.machines.emplace_back(name);
  }
  return result;
}

TEST(Placement, SpreadsByMemory) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a", 16384), machine("b", 8192), machine("c", 8192), machine("d", 2048)};
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, "pve1");
  EXPECT_EQ(find(blueprint, "b").node, "pve2");
  EXPECT_EQ(find(blueprint, "c").node, "pve3");
  EXPECT_EQ(find(blueprint, "d").node, "pve2");
  EXPECT_EQ(reason(find(blueprint, "d"), "node"), "least memory used: 8 of 64 GiB before this one");
}

TEST(Placement, CountsMachinesWhenSizesAreUnknown) {
  auto fleet = small_fleet();
  fleet.cluster.nodes[1].memory_mib.reset();
  fleet.machines = {machine("a"), machine("b"), machine("c"), machine("d")};
  std::map<std::string, int> count;
  for (const auto& plan : good_plan(fleet).machines) {
    ++count[plan.node];
  }
  EXPECT_EQ(count["pve1"], 2);
  EXPECT_EQ(count["pve2"], 1);
  EXPECT_EQ(count["pve3"], 1);
}

TEST(Placement, PinsWin) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  fleet.machines[0].node = spec::NodeName("pve3");
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, "pve3");
  EXPECT_EQ(reason(find(blueprint, "a"), "node"), "pinned by the spec");
}

TEST(Placement, KeptNodesStayAndPinsOverrideThemWithAWarning) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  auto lock = lock_file(good_plan(fleet));
  lock.machines["a"].node = "pve3";
  lock.machines["b"].node = "gone";
  Diagnostics diagnostics;
  auto blueprint = plan_of(fleet, diagnostics, lock);
  ASSERT_TRUE(blueprint);
  EXPECT_EQ(find(*blueprint, "a").node, "pve3");
  EXPECT_NE(find(*blueprint, "b").node, "gone");
  EXPECT_NE(texts(diagnostics).find("ATLAS-W4020 b: node gone"), std::string::npos) << texts(diagnostics);
  fleet.machines[0].node = spec::NodeName("pve2");
  Diagnostics again;
  blueprint = plan_of(fleet, again, lock);
  EXPECT_EQ(find(*blueprint, "a").node, "pve2");
  EXPECT_NE(texts(again).find("the spec pins pve2"), std::string::npos);
}

TEST(Placement, TogetherAndApart) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c", 4096), machine("d", 8192)};
  fleet.affinity = {rule("together", {"a", "b"}), rule("apart", {"a", "c", "d"})};
  fleet.affinity[1].name = "s";
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, find(blueprint, "b").node);
  EXPECT_NE(find(blueprint, "a").node, find(blueprint, "c").node);
  EXPECT_NE(find(blueprint, "c").node, find(blueprint, "d").node);
  EXPECT_NE(find(blueprint, "a").node, find(blueprint, "d").node);
  EXPECT_NE(reason(find(blueprint, "a"), "node").find("together by rule 'r'"), std::string::npos);
}

TEST(Placement, ANewMachineJoinsTheOneItBelongsTo) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  auto lock = lock_file(good_plan(fleet));
  lock.machines["a"].node = "pve3";
  fleet.machines.push_back(machine("b"));
  fleet.affinity = {rule("together", {"a", "b"})};
  EXPECT_EQ(find(good_plan(fleet, lock), "b").node, "pve3");
}

TEST(Placement, TooManyApartIsAnErrorUnlessNotStrict) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c"), machine("d")};
  fleet.affinity = {rule("apart", {"a", "b", "c", "d"})};
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("ATLAS-E4010"), std::string::npos);
  fleet.affinity[0].strict = false;
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.machines.size(), 4U);
  EXPECT_TRUE(blueprint.ha_rules.empty());
}

TEST(Placement, ALooseTogetherRuleYields) {
  auto fleet = small_fleet();
  fleet.cluster.storage = {{spec::StorageId("one"), {"local"}, true, {spec::NodeName("pve1")}},
                           {spec::StorageId("two"), {"hdd"}, false, {spec::NodeName("pve2")}}};
  fleet.machines = {machine("a"), machine("b")};
  fleet.machines[0].disks[0].storage = spec::StorageId("one");
  fleet.machines[1].disks[0].storage = spec::StorageId("two");
  fleet.affinity = {rule("together", {"a", "b"}, false)};
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, "pve1");
  EXPECT_EQ(find(blueprint, "b").node, "pve2");
  fleet.affinity[0].strict = true;
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
}

TEST(Placement, WarnsOfAnUnmetRule) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  auto lock = lock_file(good_plan(fleet));
  lock.machines["b"].node = lock.machines["a"].node;
  fleet.affinity = {rule("apart", {"a", "b"})};
  Diagnostics diagnostics;
  EXPECT_TRUE(plan_of(fleet, diagnostics, lock));
  EXPECT_NE(texts(diagnostics).find("ATLAS-W4015"), std::string::npos);
}

TEST(Placement, ALinkedCloneStaysWithALocalTemplate) {
  auto fleet = small_fleet();
  fleet.templates[0].storage = spec::StorageId("local-lvm");
  fleet.templates[0].node = spec::NodeName("pve2");
  fleet.machines = {machine("a"), machine("b")};
  fleet.machines[0].full_clone = false;
  fleet.machines[1].full_clone = false;
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, "pve2");
  EXPECT_EQ(find(blueprint, "b").node, "pve2");
  EXPECT_EQ(find(blueprint, "a").disks[0].storage, "local-lvm");
  EXPECT_EQ(find(blueprint, "a").clone.datastore, "");
  EXPECT_FALSE(find(blueprint, "a").clone.full);
}

TEST(Placement, ANodeWithTooFewCoresIsNoCandidate) {
  auto fleet = small_fleet();
  fleet.cluster.nodes[0].cores = 4;
  fleet.cluster.nodes[2].cores = 4;
  fleet.machines = {machine("a")};
  fleet.machines[0].cpu.cores = 8;
  EXPECT_EQ(find(good_plan(fleet), "a").node, "pve2");
  fleet.machines[0].cpu.cores = 32;
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
}

TEST(Placement, HighAvailabilityPrefersItsNodesAndSharedStorage) {
  auto fleet = small_fleet();
  fleet.cluster.storage[0].is_default = false;
  fleet.cluster.storage[1].is_default = true;
  fleet.machines = {machine("a")};
  fleet.machines[0].ha.enabled = true;
  fleet.machines[0].ha.nodes = {spec::NodeName("pve3")};
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").node, "pve3");
  EXPECT_EQ(find(blueprint, "a").disks[0].storage, "ceph");
  ASSERT_EQ(blueprint.ha_rules.size(), 1U);
  EXPECT_EQ(blueprint.ha_rules[0].name, "lab-on-pve3-p100");
  EXPECT_EQ(blueprint.ha_rules[0].nodes.at("pve3"), 100);
}

TEST(Placement, WarnsOfOvercommittedMemory) {
  auto fleet = small_fleet();
  fleet.cluster.nodes.resize(1);
  fleet.machines = {machine("a", 65536), machine("b", 65536)};
  Diagnostics diagnostics;
  EXPECT_TRUE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("ATLAS-W4014"), std::string::npos);
}

TEST(Placement, WithoutDeclaredNodesTheTemplatesNodeIsUsed) {
  auto fleet = small_fleet();
  fleet.cluster.nodes.clear();
  fleet.machines = {machine("a"), machine("b")};
  fleet.machines[1].node = spec::NodeName("pve7");
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.cluster.nodes, (std::vector<std::string>{"pve1", "pve7"}));
  EXPECT_EQ(find(blueprint, "a").node, "pve1");
}

}  // namespace
}  // namespace atlas::planner::testing
