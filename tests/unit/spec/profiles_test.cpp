#include "atlas/spec/profiles.hpp"

#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

using Ids = std::vector<std::string>;

std::string profile(const std::string& name, const std::string& rest) {
  return "apiVersion: atlas/v1\nkind: Profile\nname: " + name + "\ntitle: t\ndescription: d\n" + rest + "\n";
}

struct Folder : TemporaryFolder {
  Loaded load(const std::string& machines) const { return load_path(write("fleet.yaml", machines_text(machines))); }
};

TEST(Profiles, EveryShippedOneIsValid) {
  Diagnostics problems;
  ProfileStore store(config(), {config() / "profiles"});
  const std::vector<std::string> names = store.names();
  for (const char* expected :
       {"web-server", "database-server", "load-balancer", "container-host", "load-balanced-web"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), expected), names.end()) << expected;
  }
  for (const std::string& name : names) {
    const Profile* found = store.find(name, std::nullopt, problems);
    ASSERT_NE(found, nullptr) << name;
    EXPECT_FALSE(found->title.empty());
    const std::string body =
        found->is_stack() ? "stack: " + name + "\n" : "machines: [{name: a1, profile: " + name + "}]\n";
    const Loaded loaded = load_text(fleet_text(body));
    EXPECT_TRUE(loaded.fleet) << name << "\n" << loaded.rendered();
  }
  EXPECT_TRUE(problems.empty());
}

TEST(Profiles, AStackBringsMachinesThatTheFleetChanges) {
  const Loaded loaded = load_text(
      fleet_text("stack: load-balanced-web\nmachines:\n  - {name: web, count: 4, memory: 3G}\n  - {name: extra}\n"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(loaded.fleet->machines.size(), 2U + 4U + 1U + 1U);
  EXPECT_EQ(loaded.machine("web-04").memory_mib, 3072);
  EXPECT_EQ(loaded.machine("web-04").software.at(0).name, "nginx");
  EXPECT_EQ(loaded.fleet->affinity.at(1).machines.size(), 4U);
  EXPECT_TRUE(loaded.fleet->where(loaded.machine("lb-01").origin)->file.ends_with("load-balanced-web.yaml"));
}

TEST(Profiles, UnknownOnesGetTheNearestName) {
  const Loaded loaded = load_text(machines_text("  - {name: a1, profile: web-servr}\n  - {name: a2, profile: zzz}\n"));
  EXPECT_EQ(loaded.ids(), (Ids{"ATLAS-E1201", "ATLAS-E1201"}));
  EXPECT_NE(loaded.rendered().find("did you mean 'web-server'?"), std::string::npos);
  EXPECT_NE(loaded.rendered().find("container-host"), std::string::npos) << "lists all when none is near";
}

TEST(Profiles, CyclesAreShown) {
  const Folder folder;
  folder.write("profiles/a.yaml", profile("a", "extends: b\nspec: {}"));
  folder.write("profiles/b.yaml", profile("b", "extends: [c]\nspec: {}"));
  folder.write("profiles/c.yaml", profile("c", "extends: a\nspec: {}"));
  folder.write("profiles/self.yaml", profile("self", "extends: self\nspec: {}"));
  const Loaded loaded =
      folder.load("  - {name: a1, profile: a}\n  - {name: a2, profile: self}\n  - {name: a3, profile: b}\n");
  EXPECT_EQ(loaded.ids(), (Ids{"ATLAS-E1202", "ATLAS-E1202"})) << loaded.rendered();
  EXPECT_NE(loaded.rendered().find("a → b → c → a"), std::string::npos) << loaded.rendered();
  EXPECT_NE(loaded.rendered().find("self → self"), std::string::npos);
}

TEST(Profiles, ProblemsAreAtTheirPlaceAndSaidOnce) {
  const Folder folder;
  folder.write("profiles/bad.yaml", profile("bad", "spec: {memory: 1M, colour: red}"));
  const Loaded loaded = folder.load("  - {name: a1, profile: bad}\n  - {name: a2, profile: bad}\n");
  EXPECT_EQ(loaded.ids(), (Ids{"ATLAS-E1104", "ATLAS-E1101"})) << loaded.rendered();
  EXPECT_TRUE(loaded.diagnostics.sorted()[0].where->file.ends_with("profiles/bad.yaml"));
  EXPECT_EQ(loaded.diagnostics.sorted()[0].where->line, 6);
}

TEST(Profiles, KindsDoNotMix) {
  const Folder folder;
  folder.write("profiles/both.yaml", profile("both", "spec: {}\nstack: {}"));
  folder.write("profiles/none.yaml", profile("none", ""));
  folder.write("profiles/renamed.yaml", profile("other", "spec: {}"));
  folder.write("profiles/mixed.yaml", profile("mixed", "extends: load-balanced-web\nspec: {}"));
  const Loaded loaded = folder.load(
      "  - {name: a1, profile: both}\n  - {name: a2, profile: none}\n  - {name: a3, profile: renamed}\n"
      "  - {name: a4, profile: mixed}\n  - {name: a5, profile: load-balanced-web}\n");
  EXPECT_EQ(loaded.ids(), (Ids{"ATLAS-E1209", "ATLAS-E1203", "ATLAS-E1203", "ATLAS-E1203", "ATLAS-E1203"}))
      << loaded.rendered();
  EXPECT_EQ(load_text(fleet_text("stack: web-server\n")).ids(), Ids{"ATLAS-E1217"});
  EXPECT_EQ(load_text(fleet_text("stack: nothing\n")).ids(), Ids{"ATLAS-E1201"});
}

TEST(Profiles, SeveralProfilesALaterOneWins) {
  const Folder folder;
  folder.write("profiles/small.yaml", profile("small", "spec: {memory: 1G, cpu: {cores: 1}}"));
  folder.write("profiles/large.yaml", profile("large", "spec: {memory: 64G}"));
  const Loaded loaded = folder.load("  - {name: a1, profiles: [small, large]}\n");
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(loaded.fleet->machines[0].memory_mib, 65536);
  EXPECT_EQ(loaded.fleet->machines[0].cpu.cores, 1);
  EXPECT_EQ(folder.load("  - {name: a1, profile: small, profiles: [large]}\n").ids(), Ids{"ATLAS-E1106"});
}

}  // namespace
}  // namespace atlas::spec::test
