#include "tests/unit/planner/fixture.hpp"

#include <algorithm>

namespace atlas::planner::testing {
namespace {

TEST(Vmids, SkipPinnedTemplatesAndThoseOfRemovedMachines) {
  auto fleet = small_fleet();
  fleet.templates[0].vmid = spec::VmId(2001);
  fleet.machines = {machine("a"), machine("b"), machine("c")};
  fleet.machines[2].vmid = spec::VmId(2000);
  LockFile lock;
  lock.fleet = "lab";
  lock.machines["gone"] = {"pve1", 2002, 1, {}, {}};
  const auto blueprint = good_plan(fleet, lock);
  EXPECT_EQ(find(blueprint, "a").vmid, 2003);
  EXPECT_EQ(find(blueprint, "b").vmid, 2004);
  EXPECT_EQ(find(blueprint, "c").vmid, 2000);
  EXPECT_EQ(reason(find(blueprint, "a"), "vmid"), "next free of 2000-2999");
  EXPECT_EQ(lock_file(blueprint).machines.count("gone"), 0U);
}

TEST(Vmids, AKeptIdYieldsToAPinAndSaysSo) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  const auto lock = lock_file(good_plan(fleet));
  fleet.machines[1].vmid = spec::VmId(lock.machines.at("a").vmid);
  Diagnostics diagnostics;
  const auto blueprint = plan_of(fleet, diagnostics, lock);
  ASSERT_TRUE(blueprint);
  EXPECT_EQ(find(*blueprint, "a").vmid, 2002);
  EXPECT_NE(texts(diagnostics).find("a: vmid 2000 of the lock file cannot be kept: it belongs to b"),
            std::string::npos);
  EXPECT_NE(texts(diagnostics).find("b: vmid 2001"), std::string::npos);
}

TEST(Vmids, AUsedUpRangeIsAnError) {
  auto fleet = small_fleet();
  fleet.cluster.vmid_to = 2000;
  fleet.machines = {machine("a"), machine("b")};
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("ATLAS-E4012 b: no VMID is free in 2000-2000"), std::string::npos);
}

TEST(Macs, AreDerivedKeptNamedAndNeverEqual) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c")};
  fleet.machines[0].vmid = spec::VmId(2000);
  fleet.machines[1].vmid = spec::VmId(2000 + (1 << 19));  // the same 24 bits
  fleet.machines[2].nics[0].mac = "bc:24:11:00:00:0a";
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").nics[0].mac, "BC:24:11:00:FA:00");
  EXPECT_EQ(find(blueprint, "b").nics[0].mac, "BC:24:11:00:FA:01");
  EXPECT_EQ(find(blueprint, "c").nics[0].mac, "BC:24:11:00:00:0A");
  auto lock = lock_file(blueprint);
  lock.machines["a"].nics[0].mac = "bc:24:11:aa:aa:aa";
  EXPECT_EQ(find(good_plan(fleet, lock), "a").nics[0].mac, "BC:24:11:AA:AA:AA");
}

TEST(Addresses, ModesGatewaysAndTheFirstStaticOne) {
  auto fleet = small_fleet();
  auto one = machine("a");
  one.nics[0].ipv4 = "dhcp";
  one.nics[0].ipv6 = "auto";
  one.nics.push_back(one.nics[0]);
  one.nics[1].ipv4 = "10.20.3.4";
  one.nics[1].ipv6 = "slaac";
  one.nics.push_back(one.nics[0]);
  one.nics[2].network = "sdn";
  one.nics[2].ipv4 = "none";
  one.nics[2].ipv6 = "none";
  fleet.machines = {one};
  const auto blueprint = good_plan(fleet);
  const auto& plan = find(blueprint, "a");
  EXPECT_EQ(plan.nics[0].ipv4_mode, "dhcp");
  EXPECT_EQ(plan.nics[0].ipv4_gateway, "");
  EXPECT_EQ(plan.nics[0].ipv6_cidr, "fd00:20::100/64");
  EXPECT_EQ(plan.nics[0].ipv6_gateway, "fd00:20::1");
  EXPECT_EQ(plan.nics[1].ipv4_cidr, "10.20.3.4/16");
  EXPECT_EQ(plan.nics[1].ipv4_gateway, "10.20.0.1");
  EXPECT_EQ(plan.nics[1].ipv6_mode, "slaac");
  EXPECT_EQ(plan.nics[2].bridge, "vnet0");
  EXPECT_EQ(plan.nics[2].ipv4_mode, "none");
  EXPECT_EQ(plan.address, "10.20.3.4");
  EXPECT_EQ(plan.fqdn, "a.lab.example.org");
  EXPECT_EQ(plan.dns_servers, std::vector<std::string>{"10.20.0.2"});
}

TEST(Addresses, WithoutAStaticOneTheNameIsUsed) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  fleet.machines[0].nics[0].ipv4 = "dhcp";
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(find(blueprint, "a").address, "a");
  EXPECT_TRUE(std::any_of(blueprint.assumptions.begin(), blueprint.assumptions.end(),
                          [](const auto& one) { return one.subject == "machines/a"; }));
}

TEST(Addresses, KeptOnesThatBecameImpossibleAreChosenAnew) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c"), machine("d")};
  auto lock = lock_file(good_plan(fleet));
  lock.machines["a"].nics[0].ipv4 = "192.0.2.7";  // another subnet
  lock.machines["b"].nics[0].ipv4 = "10.20.0.1";  // the gateway
  lock.machines["c"].nics[0].network = "other";
  lock.machines["d"].nics[0].ipv4 = "10.20.200.1";  // kept
  Diagnostics diagnostics;
  const auto blueprint = plan_of(fleet, diagnostics, lock);
  ASSERT_TRUE(blueprint);
  EXPECT_EQ(find(*blueprint, "a").nics[0].ipv4, "10.20.0.3");
  EXPECT_EQ(find(*blueprint, "b").nics[0].ipv4, "10.20.0.4");
  EXPECT_EQ(find(*blueprint, "d").nics[0].ipv4, "10.20.200.1");
  EXPECT_EQ(diagnostics.count(Severity::warning), 3U) << texts(diagnostics);
}

TEST(Addresses, AFullRangeIsAnError) {
  auto fleet = small_fleet();
  fleet.networks[0].ipv4->from = "10.20.0.50";
  fleet.networks[0].ipv4->to = "10.20.0.50";
  fleet.machines = {machine("a"), machine("b")};
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("ATLAS-E4011 b:"), std::string::npos) << texts(diagnostics);
}

TEST(Storage, ClassesDefaultsSerialsAndBuses) {
  auto fleet = small_fleet();
  fleet.cluster.storage.push_back({spec::StorageId("tank"), {"local", "hdd"}, false, {}});
  auto one = machine("a");
  const auto disk = [](const std::string& name, const std::string& bus) {
    spec::DiskSpec result;
    result.name = name;
    result.bus = bus;
    return result;
  };
  one.disks = {disk("root", "scsi"),
               disk("data", "scsi"),
               disk("fast", "virtio"),
               disk("cold", "sata"),
               disk("a-very-long-name-for-a-disk", "scsi"),
               disk("a-very-long-name-for-another", "scsi")};
  one.disks[3].classes = {"hdd"};
  fleet.machines = {one};
  const auto blueprint = good_plan(fleet);
  const auto& disks = find(blueprint, "a").disks;
  EXPECT_EQ(disks[1].interface, "scsi1");
  EXPECT_EQ(disks[2].interface, "virtio0");
  EXPECT_FALSE(disks[2].ssd);
  EXPECT_EQ(disks[3].interface, "sata0");
  EXPECT_FALSE(disks[3].iothread);
  EXPECT_EQ(disks[3].storage, "tank");
  EXPECT_EQ(disks[4].serial, "a-very-long-name-for");
  EXPECT_EQ(disks[5].serial, "a-very-long-name-f-2");
  EXPECT_EQ(disks[0].filesystem, "");
  EXPECT_EQ(find(blueprint, "a").clone.datastore, "ceph");
}

TEST(Storage, AKeptDiskStaysWhereItIs) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  const auto lock = lock_file(good_plan(fleet));
  fleet.cluster.storage[0].is_default = false;
  fleet.cluster.storage[1].is_default = true;
  EXPECT_EQ(find(good_plan(fleet, lock), "a").disks[0].storage, "ceph");
  fleet.machines[0].disks[0].storage = spec::StorageId("local-lvm");
  Diagnostics diagnostics;
  EXPECT_EQ(find(*plan_of(fleet, diagnostics, lock), "a").disks[0].storage, "local-lvm");
  EXPECT_NE(texts(diagnostics).find("ATLAS-W4020"), std::string::npos);
}

TEST(Storage, SaysHowATemplateIsReached) {
  auto fleet = small_fleet();
  fleet.templates[0].storage = spec::StorageId("local-lvm");
  fleet.machines = {machine("a")};
  fleet.machines[0].node = spec::NodeName("pve2");
  EXPECT_NE(reason(find(good_plan(fleet), "a"), "clone").find("then migrated"), std::string::npos);
}

std::vector<spec::WaveMove> moves_of(const spec::Blueprint& blueprint) { return blueprint.moves; }

TEST(Waves, FillInTurnOverTheNodes) {
  auto fleet = small_fleet();
  fleet.cluster.clones_per_wave = 3;
  for (int i = 0; i < 6; ++i) {
    fleet.machines.push_back(machine("m" + std::to_string(i)));
    fleet.machines.back().node = spec::NodeName(i < 3 ? "pve1" : "pve2");
  }
  const auto blueprint = good_plan(fleet);
  ASSERT_EQ(blueprint.waves.size(), 2U);
  EXPECT_EQ(blueprint.waves[0].machines, (std::vector<std::string>{"m0", "m1", "m3"}));
}

TEST(Waves, ARemovedMachinesPlaceIsFilledAndNobodyMoves) {
  auto fleet = small_fleet();
  fleet.cluster.clones_per_wave = 2;
  fleet.machines = {machine("a"), machine("b"), machine("c")};
  const auto lock = lock_file(good_plan(fleet));
  fleet.machines[0] = machine("z");
  const auto blueprint = good_plan(fleet, lock);
  EXPECT_EQ(find(blueprint, "z").wave, lock.machines.at("a").wave);
  EXPECT_EQ(find(blueprint, "c").wave, lock.machines.at("c").wave);
  EXPECT_TRUE(blueprint.moves.empty());
}

TEST(Waves, ASmallerLimitMovesAndComingBackCancels) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c"), machine("d")};
  const auto first = good_plan(fleet);
  fleet.cluster.clones_per_wave = 3;
  const auto second = good_plan(fleet, lock_file(first));
  ASSERT_EQ(second.moves.size(), 1U);
  EXPECT_EQ(second.moves[0].machine, "d");
  EXPECT_EQ(second.moves[0].from, 1);
  EXPECT_EQ(second.moves[0].to, 2);
  EXPECT_EQ(Json(moves_of(good_plan(fleet, lock_file(second)))), Json(second.moves));
  // wave 1 has room again, wave 2 is full
  fleet.machines.erase(fleet.machines.begin());
  auto lock = lock_file(second);
  for (const auto* name : {"x", "y", "z"}) {
    fleet.machines.push_back(machine(name));
    lock.machines[name] = lock.machines["d"];
    lock.machines[name].vmid += name[0];
    lock.machines[name].nics.clear();
  }
  fleet.machines.back().name = spec::MachineName("z");
  lock.machines["c"].wave = 3;
  lock.machines["d"].wave = 2;
  auto renamed = lock.machines["d"];
  lock.machines.erase("d");
  std::erase_if(fleet.machines, [](const auto& one) { return one.name.str() == "d"; });
  fleet.machines.push_back(machine("zz"));
  lock.machines["zz"] = renamed;
  lock.moves = {{"zz", 1, 2}, {"d", 1, 2}};
  const auto third = good_plan(fleet, lock);
  ASSERT_EQ(third.moves.size(), 1U);
  EXPECT_EQ(third.moves[0].machine, "zz");
  EXPECT_EQ(third.moves[0].from, 2);
  EXPECT_EQ(third.moves[0].to, 1);
}

}  // namespace
}  // namespace atlas::planner::testing
