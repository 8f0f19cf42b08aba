#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

// What the spec loader must answer with a clear error, and nothing else.
struct Case {
  const char* name;
  std::string text;
  std::vector<std::string> ids;
};

std::string alias_bomb() {
  std::string text = "apiVersion: atlas/v1\nkind: Fleet\na: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string before = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + before;
    for (int i = 0; i < 9; ++i) {
      text += ", " + before;
    }
    text += "]\n";
  }
  return text;
}

std::vector<Case> cases() {
  const std::string long_name(10'000, 'a');
  return {
      {"empty", "", {"ATLAS-E1001"}},
      {"large", std::string(50U << 20U, 'a'), {"ATLAS-E1002"}},
      {"nul", std::string("apiVersion: atlas/v1\0", 21), {"ATLAS-E1003"}},
      {"control", machines_text("  - {name: a1, description: \"x\x1b[31m\"}\n"), {"ATLAS-E1003"}},
      {"bomb", alias_bomb(), {"ATLAS-E1007"}},
      {"twice", machines_text("  - {name: a1, memory: 1G, memory: 2G}\n"), {"ATLAS-E1004"}},
      {"tabs", machines_text("\t- {name: a1}\n"), {"ATLAS-E1005"}},
      {"types", machines_text("  - {name: a1, cpu: 4, memory: [1], disks: {}, tags: x, protection: yes}\n"),
       std::vector<std::string>(5, "ATLAS-E1103")},
      {"unknown", machines_text("  - {name: a1, colour: red}\nfoo: bar\n"), {"ATLAS-E1101", "ATLAS-E1101"}},
      {"long name", machines_text("  - {name: " + long_name + "}\n"), {"ATLAS-E1104"}},
      {"look-alike",
       machines_text("  - {name: w\xD0\xB5"
                     "b-01}\n"),
       {"ATLAS-E1106"}},
      {"look-alike key", machines_text("  - {name: a1, m\xD0\xB5mory: 1G}\n"), {"ATLAS-E1101"}},
      {"full width digits", machines_text("  - {name: a1, memory: \xEF\xBC\x94G}\n"), {"ATLAS-E1106"}},
      {"deep", machines_text("  - {name: a1, description: " + std::string(100'000, '[')), {"ATLAS-E1007"}},
      {"huge numbers",
       machines_text(
           "  - {name: a1, memory: 99999999999999999999999, vmid: 1e300, cpu: {cores: -9223372036854775808}}\n"),
       {"ATLAS-E1104", "ATLAS-E1104", "ATLAS-E1104"}},
      {"two documents", machines_text("  - {name: a1}\n---\na: b\n"), {"ATLAS-E1008"}},
      {"script",
       machines_text("  - {name: \"$(reboot)\", pool: \"`id`\", node: \"a;b\"}\n"),
       {"ATLAS-E1106", "ATLAS-E1106", "ATLAS-E1106"}},
  };
}

TEST(Hostile, TextsGiveTheRightErrorAndNothingElse) {
  for (const Case& one : cases()) {
    const Loaded loaded = load_text(one.text);
    EXPECT_FALSE(loaded.fleet) << one.name;
    EXPECT_EQ(loaded.ids(), one.ids) << one.name << "\n" << loaded.rendered();
    const std::string shown = loaded.rendered();
    EXPECT_LT(shown.size(), 8000U) << one.name << ": the message must stay readable";
    EXPECT_EQ(shown.find('\x1b'), std::string::npos) << one.name;
    for (const Diagnostic& problem : loaded.diagnostics.items()) {
      EXPECT_TRUE(problem.where.has_value()) << one.name;
      EXPECT_FALSE(problem.suggestion.empty()) << one.name << ": " << problem.summary;
    }
  }
}

TEST(Hostile, LookAlikesAreNamed) {
  const std::string shown = load_text(machines_text("  - {name: w\xD0\xB5"
                                                    "b-01}\n"))
                                .rendered();
  EXPECT_NE(shown.find("U+0435"), std::string::npos) << shown;
}

TEST(Hostile, PathsThatAreNoFile) {
  const TemporaryFolder folder;
  EXPECT_EQ(load_path(folder.path()).ids(), std::vector<std::string>{"ATLAS-E1012"});
  EXPECT_EQ(load_path(folder.path() / "none.yaml").ids(), std::vector<std::string>{"ATLAS-E1011"});
  const auto file = folder.write("fleet.yaml", "a");
  std::filesystem::resize_file(file, 50U << 20U);
  EXPECT_EQ(load_path(file).ids(), std::vector<std::string>{"ATLAS-E1002"});
}

}  // namespace
}  // namespace atlas::spec::test
