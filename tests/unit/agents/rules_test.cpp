#include "atlas/agents/validation/rules/rule.hpp"
#include "atlas/spec/loader.hpp"
#include "atlas/utils/text.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace atlas::agents::validation::rules {
namespace {

namespace fs = std::filesystem;

fs::path source_folder() { return ATLAS_SOURCE_DIR; }
fs::path golden_folder() { return source_folder() / "tests/golden/rules"; }
bool accepting() { return std::getenv("ATLAS_ACCEPT") != nullptr; }

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string rendered(const Diagnostics& diagnostics) {
  std::string all;
  for (const auto& problem : diagnostics.sorted()) {
    all += render(problem, false) + "\n";
  }
  return all;
}

const spec::Catalogue& catalogue() {
  static const auto instance = [] {
    Diagnostics diagnostics;
    auto loaded = spec::Catalogue::load({source_folder() / "config/templates/software", golden_folder() / "components"},
                                        diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << rendered(diagnostics);
    return loaded;
  }();
  return instance;
}

const spec::OsCatalogue& systems() {
  static const auto instance = [] {
    Diagnostics diagnostics;
    return spec::OsCatalogue::load(golden_folder() / "systems", diagnostics);
  }();
  return instance;
}

// Agents can send a Fleet that never passed the schema, so rules hold on their own: a line `# patch: {…}` (JSON Patch)
// changes the typed fleet after loading.
void apply_patches(const std::string& text, spec::Fleet& fleet) {
  constexpr std::string_view k_mark = "# patch: ";
  Json patch = Json::array();
  for (const auto& line : text::lines(text)) {
    if (line.rfind(k_mark, 0) == 0) {
      patch.push_back(Json::parse(line.substr(k_mark.size())));
    }
  }
  if (patch.empty()) {
    return;
  }
  auto document = std::move(fleet.document);
  fleet = Json(fleet).patch(patch).get<spec::Fleet>();
  fleet.document = std::move(document);
}

std::optional<spec::Fleet> load(const std::string& rule, const std::string& file) {
  const auto text = read(golden_folder() / rule / file);
  Diagnostics diagnostics;
  spec::LoadOptions options;
  options.spec_path = file;
  options.config = source_folder() / "config";
  auto fleet = spec::load_fleet_text(text, options, diagnostics);
  EXPECT_TRUE(fleet.has_value()) << rule << "/" << file << "\n" << rendered(diagnostics);
  if (fleet) {
    apply_patches(text, *fleet);
  }
  return fleet;
}

Diagnostics run(const Rule& rule, const spec::Fleet& fleet) {
  Diagnostics diagnostics;
  rule.check(fleet, {catalogue(), systems()}, diagnostics);
  return diagnostics;
}

class RuleGolden : public ::testing::TestWithParam<std::string> {};

TEST_P(RuleGolden, AcceptsTheGoodAndRefusesTheBad) {
  const auto name = GetParam();
  const auto* rule = Registry<Rule>::find(name);
  ASSERT_TRUE(fs::exists(golden_folder() / name / "good.yaml"))
      << "every rule needs tests/golden/rules/<name>/good.yaml";
  ASSERT_TRUE(fs::exists(golden_folder() / name / "bad.yaml")) << "every rule needs tests/golden/rules/<name>/bad.yaml";
  const auto good = load(name, "good.yaml");
  const auto bad = load(name, "bad.yaml");
  ASSERT_TRUE(good && bad);
  EXPECT_EQ(rendered(run(*rule, *good)), "");
  const auto problems = run(*rule, *bad);
  EXPECT_FALSE(problems.empty());
  for (const auto& problem : problems.items()) {
    EXPECT_EQ(problem.id, rule->kind->id());
    EXPECT_FALSE(problem.suggestion.empty());
    EXPECT_TRUE(problem.where.has_value()) << problem.summary;
  }
  const auto expected = golden_folder() / name / "bad.txt";
  if (accepting()) {
    write(expected, rendered(problems));
  }
  EXPECT_EQ(rendered(problems), read(expected));
}

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : Registry<Rule>::entries()) {
    names.push_back(name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleGolden, ::testing::ValuesIn(rule_names()),
                         [](const auto& test) { return test.param; });

TEST(Rules, EveryFolderIsARuleAndEveryFileIsNamedLikeItsRule) {
  for (const auto& [name, entry] : Registry<Rule>::entries()) {
    EXPECT_EQ(fs::path(std::string(entry.file)).stem().string(), name);
  }
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    const auto name = entry.path().filename().string();
    EXPECT_TRUE(name == "components" || name == "systems" || Registry<Rule>::find(name) != nullptr) << name;
  }
}

std::string severity_of(const DiagnosticKind& kind) { return std::string(to_string(kind.severity())); }

std::string manual() {
  std::map<std::string_view, std::pair<std::string, const Rule*>> by_id;
  for (const auto& [name, entry] : Registry<Rule>::entries()) {
    by_id[entry.descriptor.kind->id().substr(7)] = {name, &entry.descriptor};
  }
  std::string text =
      "# Validation rules\n\n"
      "Generated from the rules themselves by `ATLAS_ACCEPT=1` and the test of the rules; do not edit.\n"
      "Every rule is one file under `atlas/agents/validation/rules/`; `tests/golden/rules/<rule>/` shows a spec that "
      "passes,\n"
      "one that does not, and what ATLAS says about it. `atlas explain ID` prints the same explanation.\n\n"
      "| id | rule | severity | title |\n|---|---|---|---|\n";
  for (const auto& [number, entry] : by_id) {
    const auto& kind = *entry.second->kind;
    text += "| " + std::string(kind.id()) + " | " + entry.first + " | " + severity_of(kind) + " | " +
            std::string(kind.title()) + " |\n";
  }
  for (const auto& [number, entry] : by_id) {
    const auto& kind = *entry.second->kind;
    text += "\n## " + std::string(kind.id()) + ": " + std::string(kind.title()) + "\n\n" +
            std::string(kind.explanation()) + "\n";
  }
  return text;
}

TEST(Rules, TheManualIsUpToDate) {
  const auto path = source_folder() / "docs/rules.md";
  if (accepting()) {
    write(path, manual());
  }
  EXPECT_EQ(read(path), manual());
}

TEST(Rules, TheExamplesPassAllRules) {
  for (const auto* example : {"shop", "single"}) {
    Diagnostics diagnostics;
    spec::LoadOptions options;
    options.spec_path = (source_folder() / "examples" / example / "fleet.yaml").string();
    options.config = source_folder() / "config";
    const auto fleet = spec::load_fleet(options, diagnostics);
    ASSERT_TRUE(fleet) << rendered(diagnostics);
    check_all(*fleet, {catalogue(), systems()}, diagnostics);
    EXPECT_EQ(rendered(diagnostics), "");
  }
}

TEST(Rules, AnEmptyFleetCrashesNothing) {
  Diagnostics diagnostics;
  check_all(spec::Fleet(), {catalogue(), systems()}, diagnostics);
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(Rules, AFleetFullOfNonsenseCrashesNothing) {
  auto fleet = load("hostname_grammar", "good.yaml");
  ASSERT_TRUE(fleet);
  const Json sane = *fleet;
  // Every text of the typed fleet in turn becomes nonsense; numbers become extreme.
  const auto flat = sane.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    for (const auto& nonsense : {Json(""), Json("\xE2\x80\xAE x"), Json(std::string(300, '/')), Json(-1)}) {
      if (nonsense.type() != value.type() && !(value.is_number() && nonsense.is_number())) {
        continue;
      }
      Json broken = sane;
      broken[Json::json_pointer(pointer)] = nonsense;
      spec::Fleet typed;
      try {
        typed = broken.get<spec::Fleet>();
      } catch (const Json::exception&) {
        continue;  // an enumeration
      }
      Diagnostics diagnostics;
      check_all(typed, {catalogue(), systems()}, diagnostics);
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
