#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

using Ids = std::vector<std::string>;

std::vector<std::string> names(const Loaded& loaded) {
  std::vector<std::string> result;
  for (const MachineSpec& machine : loaded.fleet->machines) {
    result.push_back(machine.name.str());
  }
  return result;
}

TEST(Expand, PatternsAndCounts) {
  const Loaded loaded = load_text(machines_text(R"(  - name: web-{08..10}
    vmid: 2010
    nics: [{network: lan, ipv4: 192.0.2.254, ipv6: "2001:db8::ffff", mac: "bc:24:11:00:00:ff"}]
  - {name: db, count: 2}
  - {name: "r{1..2}-s{1..2}"}
)"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(names(loaded), (std::vector<std::string>{"web-08", "web-09", "web-10", "db-01", "db-02", "r1-s1", "r1-s2",
                                                     "r2-s1", "r2-s2"}));
  const MachineSpec& last = loaded.machine("web-10");
  EXPECT_EQ(last.vmid->value(), 2012);
  EXPECT_EQ(last.nics[0].ipv4, "192.0.3.0") << "leaving the subnet is for the address rule to say";
  EXPECT_EQ(last.nics[0].ipv6, "2001:db8::1:1");
  EXPECT_EQ(*last.nics[0].mac, "BC:24:11:00:01:01");
  EXPECT_EQ(last.origin, "/machines/2");
}

TEST(Expand, RunsOut) {
  EXPECT_EQ(load_text(machines_text("  - {name: \"a-{1..2}\", nics: [{network: lan, ipv4: 255.255.255.255}]}\n")).ids(),
            Ids{"ATLAS-E1208"});
  EXPECT_EQ(load_text(machines_text("  - {name: \"a-{1..2}\", vmid: 999999999}\n")).ids(), Ids{"ATLAS-E1208"});
  EXPECT_EQ(
      load_text(machines_text("  - {name: \"a-{1..2}\", nics: [{network: lan, mac: \"BC:24:11:FF:FF:FF\"}]}\n")).ids(),
      Ids{"ATLAS-E1208"});
}

TEST(Expand, BadPatterns) {
  EXPECT_EQ(load_text(machines_text("  - {name: \"web-{3..1}\"}\n  - {name: \"a-{1..2}\", count: 2}\n")).ids(),
            (Ids{"ATLAS-E1204", "ATLAS-E1204"}));
}

TEST(Expand, NamesAreHostNamesAndUnique) {
  EXPECT_EQ(load_text(machines_text("  - {name: a1}\n  - {name: \"a{1..2}\"}\n")).ids(), Ids{"ATLAS-E1207"});
  EXPECT_EQ(
      load_text(machines_text("  - {name: a-}\n  - {name: \"123\"}\n  - {name: " + std::string(64, 'a') + "}\n")).ids(),
      (Ids{"ATLAS-E1214", "ATLAS-E1214", "ATLAS-E1214"}));
}

TEST(Expand, TheNumberOfMachinesIsLimitedBeforeTheyAreMade) {
  EXPECT_EQ(
      load_text(machines_text("  - {name: \"a-{0..99999}{0..99999}{0..99999}\"}\n  - {name: b, count: 99999}\n")).ids(),
      Ids{"ATLAS-E1205"});
  EXPECT_EQ(load_text(machines_text("  - {name: a, count: 51}\n")).ids(), Ids{"ATLAS-E1205"});
  LoadOptions options;
  options.max_machines = 1000;
  EXPECT_EQ(load_text(machines_text("  - {name: a, count: 1000}\n"), options).fleet->machines.size(), 1000U);
}

TEST(Expand, ExceptionsByNamePatternAndGlob) {
  const Loaded loaded = load_text(machines_text(R"(  - name: web-{01..06}
    memory: 1G
    exceptions:
      web-01: {memory: 2G}
      "web-{02..03}": {memory: 3G}
      "*-06": {memory: 4G}
)"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  std::vector<std::int64_t> memory;
  for (const MachineSpec& machine : loaded.fleet->machines) {
    memory.push_back(machine.memory_mib / 1024);
  }
  EXPECT_EQ(memory, (std::vector<std::int64_t>{2, 3, 3, 1, 1, 4}));
}

TEST(Expand, AnExceptionThatMeansNoMachineIsATypo) {
  const Loaded loaded = load_text(machines_text("  - {name: \"web-{01..02}\", exceptions: {wbe-01: {memory: 2G}}}\n"));
  EXPECT_EQ(loaded.ids(), Ids{"ATLAS-E1206"});
  EXPECT_NE(loaded.rendered().find("did you mean 'web-01'?"), std::string::npos);
}

TEST(Expand, LayersInTheirOrder) {
  const TemporaryFolder folder;
  folder.write("profiles/base.yaml",
               "apiVersion: atlas/v1\nkind: Profile\nname: base\ntitle: t\ndescription: d\n"
               "spec: {memory: 1G, balloon: 512, cpu: {cores: 1}, pool: base, tags: [base], description: base}\n");
  folder.write("profiles/child.yaml",
               "apiVersion: atlas/v1\nkind: Profile\nname: child\ntitle: t\ndescription: d\nextends: base\n"
               "spec: {memory: 2G, tags: [child]}\n");
  const auto file = folder.write("fleet.yaml", fleet_text(R"(environment: prod
defaults: {template: debian-12, pool: fleet, cpu: {cores: 2}}
machines:
  - name: a-{1..2}
    profile: child
    description: entry
    exceptions: {a-2: {description: exception, protection: true}}
environments:
  prod:
    defaults: {pool: overlay}
    machines: {a-2: {description: overlay}, "*": {full_clone: false}}
  dev:
    machines: {a-1: {memory: 9G}}
)"));
  const Loaded loaded = load_path(file);
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  const MachineSpec& one = loaded.machine("a-1");
  EXPECT_EQ(one.memory_mib, 2048) << "child over base";
  EXPECT_EQ(*one.balloon_mib, 512) << "inherited from base";
  EXPECT_EQ(one.cpu.cores, 2) << "fleet defaults over profiles";
  EXPECT_EQ(one.pool, "overlay") << "the overlay's defaults are the fleet's defaults";
  EXPECT_EQ(one.tags, (std::vector<std::string>{"base", "child"}));
  EXPECT_EQ(one.description, "entry");
  EXPECT_FALSE(one.full_clone);
  const MachineSpec& two = loaded.machine("a-2");
  EXPECT_EQ(two.description, "overlay") << "over the exception";
  EXPECT_TRUE(two.protection);
  EXPECT_TRUE(loaded.fleet->where(one.origin + "/memory")->file.ends_with("child.yaml"));

  LoadOptions dev;
  dev.environment = "dev";
  const Loaded other = load_path(file, dev);
  ASSERT_TRUE(other.fleet) << other.rendered();
  EXPECT_EQ(other.machine("a-1").memory_mib, 9216);
  EXPECT_EQ(other.machine("a-1").pool, "fleet");
  EXPECT_EQ(other.fleet->environment, Environment::dev);
}

TEST(Expand, OverlaysMergeTheRestOfTheFleet) {
  const Loaded loaded = load_text(machines_text(R"(  - {name: a1}
environments:
  dev:
    cluster: {vmids: 5000-5099}
    networks: {lan: {ipv4: {gateway: 192.0.2.254}}}
    monitoring: {enabled: false}
    metadata: {owner: devs}
)"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(loaded.fleet->cluster.vmid_from, 5000);
  EXPECT_EQ(loaded.fleet->cluster.nodes.size(), 2U);
  EXPECT_EQ(loaded.fleet->networks[0].ipv4->gateway, "192.0.2.254");
  EXPECT_EQ(loaded.fleet->networks[0].ipv4->subnet, "192.0.2.0/24");
  EXPECT_FALSE(loaded.fleet->monitoring.enabled);
  EXPECT_EQ(loaded.fleet->metadata.owner, "devs");
}

TEST(Expand, OverlayProblems) {
  EXPECT_EQ(load_text(machines_text("  - {name: a1}\nenvironments: {dev: {machines: {b1: {memory: 1G}}}}\n")).ids(),
            Ids{"ATLAS-E1206"});
  EXPECT_EQ(
      load_text(
          machines_text(
              "  - {name: a1}\nenvironments: {dev: {networks: {new: {bridge: vmbr1, ipv4: {gateway: 10.0.0.1}}}}}\n"))
          .ids(),
      Ids{"ATLAS-E1102"})
      << "a network that only the overlay has must be complete";
}

TEST(Expand, DisabledMachinesLeave) {
  const Loaded loaded = load_text(machines_text(R"(  - {name: "a-{1..3}"}
affinity: [{name: apart, type: apart, machines: [a-1, "a-{2..3}"]}]
environments: {dev: {machines: {a-3: {enabled: false}}}}
)"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(names(loaded), (std::vector<std::string>{"a-1", "a-2"}));
  EXPECT_EQ(loaded.fleet->affinity[0].machines.size(), 2U);
}

TEST(Expand, AffinityMeansMachines) {
  const Loaded loaded = load_text(machines_text(R"(  - {name: "a-{1..3}"}
affinity: [{name: apart, type: apart, machines: ["a-*", a-1, aa-1]}]
)"));
  EXPECT_EQ(loaded.ids(), Ids{"ATLAS-E1211"});
  EXPECT_NE(loaded.rendered().find("did you mean 'a-1'?"), std::string::npos) << loaded.rendered();
}

TEST(Expand, FleetUsersComeFirstAndMergeByName) {
  const Loaded loaded = load_text(fleet_text(R"(users: [{name: ops, sudo: true}, {name: dev}]
machines: [{name: a1, users: [{name: dev, groups: [docker]}, {name: extra}]}]
)"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  const auto& users = loaded.fleet->machines[0].users;
  ASSERT_EQ(users.size(), 3U);
  EXPECT_EQ(users[0].name, "ops");
  EXPECT_EQ(users[1].groups, std::vector<std::string>{"docker"});
  EXPECT_EQ(users[2].name, "extra");
}

}  // namespace
}  // namespace atlas::spec::test
