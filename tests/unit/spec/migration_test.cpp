#include "atlas/spec/migration.hpp"

#include "atlas/spec/yaml_text.hpp"
#include "atlas/utils/yaml/reader.hpp"
#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

using Ids = std::vector<std::string>;

std::filesystem::path sample(const std::string& name) { return source_dir() / "tests/unit/spec/data/v1alpha1" / name; }

TEST(Migration, AnOlderSpecLoadsWithANote) {
  const Loaded loaded = load_path(sample("full.yaml"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  EXPECT_EQ(loaded.ids(), Ids{"ATLAS-N1250"});
  EXPECT_EQ(loaded.diagnostics.items()[0].severity, Severity::note);
  const Fleet& fleet = *loaded.fleet;
  EXPECT_EQ(fleet.metadata.owner, "it@example.org");
  EXPECT_EQ(fleet.environment, Environment::prod);
  EXPECT_EQ(fleet.cluster.vmid_from, 5000);
  EXPECT_EQ(fleet.cluster.vmid_to, 5999);
  EXPECT_EQ(fleet.networks.at(0).vlan, 40);
  EXPECT_EQ(fleet.machines.size(), 3U);
  const MachineSpec& web = loaded.machine("web-02");
  EXPECT_EQ(web.nics.at(0).ipv4, "10.40.0.12");
  EXPECT_EQ(web.memory_mib, 4096);
  EXPECT_EQ(web.disks.at(0).size_gib, 40);
  EXPECT_EQ(web.software.at(0).name, "nginx");
  EXPECT_TRUE(web.backup.enabled);
  EXPECT_EQ(web.users.at(0).name, "admin");
  EXPECT_EQ(loaded.machine("db-01").vmid->value(), 5010);
}

TEST(Migration, PlacesAreThoseOfTheOldText) {
  const Loaded loaded = load_path(sample("full.yaml"));
  ASSERT_TRUE(loaded.fleet);
  const auto where = loaded.fleet->where(loaded.machine("db-01").origin + "/memory");
  EXPECT_EQ(where->source_line, "    ram: 8G");
  EXPECT_TRUE(where->file.ends_with("full.yaml"));
}

TEST(Migration, RewritesTheText) {
  Diagnostics problems;
  const auto text = migrate_text("minimal.yaml", slurp(sample("minimal.yaml")), config(), problems);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, slurp(sample("minimal.v1.yaml")));
}

TEST(Migration, TheRewrittenTextMeansTheSame) {
  for (const char* name : {"minimal.yaml", "full.yaml"}) {
    Diagnostics problems;
    const auto text = migrate_text(name, slurp(sample(name)), config(), problems);
    ASSERT_TRUE(text);
    EXPECT_TRUE(problems.empty());
    const Loaded rewritten = load_text(*text);
    ASSERT_TRUE(rewritten.fleet) << rewritten.rendered() << *text;
    EXPECT_TRUE(rewritten.diagnostics.empty()) << rewritten.rendered();
    EXPECT_EQ(rewritten.fleet->spec_hash, load_path(sample(name)).fleet->spec_hash);
    EXPECT_EQ(migrate_text(name, *text, config(), problems), *text) << "nothing to do the second time";
  }
}

TEST(Migration, ProblemsOfTheOldFormAreAtTheirPlace) {
  const Loaded loaded =
      load_text("apiVersion: atlas/v1alpha1\nname: x\nproxmox: {nodes: [], storage: s, bridge: b, tokn: y}\nvms: 3\n");
  EXPECT_FALSE(loaded.fleet);
  EXPECT_NE(loaded.rendered().find("did you mean 'token'?"), std::string::npos) << loaded.rendered();
  EXPECT_EQ(loaded.ids(), (Ids{"ATLAS-E1102", "ATLAS-E1102", "ATLAS-E1104", "ATLAS-E1101", "ATLAS-E1103"}))
      << loaded.rendered();
}

TEST(ApiVersion, UnknownAndNewerOnesAreRefused) {
  EXPECT_EQ(load_text("apiVersion: atlas/v2\nkind: Fleet\n").ids(), Ids{"ATLAS-E1113"});
  EXPECT_EQ(load_text("apiVersion: atlas/v10beta1\nkind: Fleet\n").ids(), Ids{"ATLAS-E1113"});
  const Loaded typo = load_text("apiVersion: atlas/1\nkind: Fleet\n");
  EXPECT_EQ(typo.ids(), Ids{"ATLAS-E1112"});
  EXPECT_NE(typo.rendered().find("atlas/v1"), std::string::npos);
  EXPECT_EQ(load_text("apiVersion: v1\nkind: Pod\n").ids(), Ids{"ATLAS-E1114"});
  EXPECT_EQ(load_text("apiVersion: [1]\nkind: Fleet\n").ids(), Ids{"ATLAS-E1112"});
  EXPECT_EQ(load_text("kind: Fleet\n").ids(), Ids{"ATLAS-E1111"});
  EXPECT_EQ(load_text("- a\n").ids(), Ids{"ATLAS-E1110"});
  EXPECT_EQ(load_text("just text\n").ids(), Ids{"ATLAS-E1110"});
}

TEST(YamlText, ReadsBackEqual) {
  const char* k_texts[] = {
      "a: [1, 2.5, true, null, '1', 'yes', 'null', '', ' x ', \"q\\\"\\n\", 'a: b', '#x', '-', '.5', 'é', '{}', "
      "'0x1F']",
      "[[], {}, [[1]], {a: {b: []}}, [{a: 1, b: [{c: 2}]}]]", "'yes': 1\n'1': 2\n'a b': 3\n", "plain"};
  for (const char* text : k_texts) {
    Diagnostics problems;
    const auto value = yaml::read("a", text, problems);
    ASSERT_TRUE(value) << text;
    const auto again = yaml::read("b", yaml_text(*value), problems);
    ASSERT_TRUE(again) << yaml_text(*value);
    EXPECT_EQ(again->to_json(), value->to_json()) << yaml_text(*value);
  }
}

}  // namespace
}  // namespace atlas::spec::test
