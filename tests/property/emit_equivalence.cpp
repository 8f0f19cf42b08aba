// The C++ engine and an independent one (Jinja2 with bench/python_stack/render.py) must write the same bytes: for
// hostile values in every format, and for ATLAS's own templates with the context that ATLAS_EQUIVALENCE_CONTEXT names
// (a blueprint as JSON; tests/functional/python_equivalence.sh makes one of each example).
#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/template_engine.hpp"
#include "tests/format_check/hostile.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>
#include <unistd.h>

namespace atlas {
namespace {

namespace fs = std::filesystem;
using emit::Format;

bool g_skipped = false;

fs::path python() {
  const char* given = std::getenv("ATLAS_TOOLS");
  const char* home = std::getenv("HOME");
  const fs::path tools =
      given != nullptr ? fs::path(given) : fs::path(home == nullptr ? "/" : home) / ".cache/atlas/tools";
  return tools / "ansible/bin/python";
}

std::string quoted(const fs::path& path) { return *emit::literal(Format::shell, path.string()); }

std::string bytes(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

bool is_partial(const fs::path& name) {
  return std::any_of(name.begin(), name.end(), [](const fs::path& part) { return part.string().starts_with("_"); });
}

class PythonEquivalence : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(python())) {
      std::fprintf(stderr, "SKIP: the Python environment of tools/setup/tests.sh is missing\n");
      g_skipped = true;
      GTEST_SKIP();
    }
    folder_ = fs::temp_directory_path() / ("atlas-equivalence-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Renders every template of `target` below `root` with both and compares; returns how many.
  int compare(const fs::path& root, const std::string& target, const Json& context) {
    std::ofstream(folder_ / "context.json") << context.dump();
    const fs::path renderer = fs::path(ATLAS_SOURCE_DIR) / "bench/python_stack/render.py";
    const std::string command =
        fmt::format("{} {} {} {} {} {}", quoted(python()), quoted(renderer), quoted(folder_ / "context.json"),
                    quoted(root), target, quoted(folder_ / "out"));
    EXPECT_EQ(std::system(command.c_str()), 0) << target;
    const TemplateEngine engine({root});
    const TemplateContext variables(context);
    int compared = 0;
    for (const std::string& name : engine.list(target)) {
      if (name.ends_with(".j2") && !is_partial(name)) {
        const Result<std::string> text = engine.render(name, variables);
        EXPECT_TRUE(text.has_value()) << render(text.error(), false);
        EXPECT_EQ(text.value_or(""), bytes(folder_ / "out" / name.substr(0, name.size() - 3))) << name;
        ++compared;
      }
    }
    return compared;
  }

  fs::path folder_;
};

// Values that the format can hold, so that both write something.
Json holdable(Format format, test::Hostile& hostile, std::size_t count) {
  const bool structured =
      format == Format::hcl || format == Format::yaml || format == Format::ansible || format == Format::json;
  Json values = Json::array();
  while (values.size() < count) {
    Json value = structured ? hostile.value() : Json(hostile.text());
    if (emit::literal(format, value)) {
      values.push_back(std::move(value));
    }
  }
  return values;
}

Json hostile_context() {
  test::Hostile hostile(test::setting("ATLAS_PROPERTY_SEED", 7));
  const std::size_t count = test::setting("ATLAS_PROPERTY_CASES", 300);
  Json cases = Json::object();
  for (const char* name :
       {"hcl", "yaml", "ansible", "json", "shell", "ini", "systemd", "markdown", "mermaid", "plantuml"}) {
    cases[name] = holdable(*emit::format_named(name), hostile, count);
  }
  cases["text"] = holdable(Format::markdown, hostile, count);
  return {{"cases", cases}};
}

TEST_F(PythonEquivalence, HostileValuesInEveryFormat) {
  const fs::path root = fs::path(ATLAS_SOURCE_DIR) / "tests/format_check/templates";
  const Json context = hostile_context();
  EXPECT_EQ(compare(root, "formats", context), 10);
  EXPECT_EQ(compare(root, "ansible", context), 1);
}

TEST_F(PythonEquivalence, TemplatesOfAtlas) {
  const char* path = std::getenv("ATLAS_EQUIVALENCE_CONTEXT");
  if (path == nullptr) {
    GTEST_SKIP() << "run by tests/functional/python_equivalence.sh with a blueprint";
  }
  const Json context = Json::parse(bytes(path));
  const fs::path root = fs::path(ATLAS_SOURCE_DIR) / "config/templates";
  // What components and scaffolds hold is rendered with more than the blueprint.
  const std::set<std::string> others{"software", "scaffold"};
  for (const auto& target : fs::directory_iterator(root)) {
    // software/ holds components: their variables belong to a machine, and their roles are Ansible's.
    if (target.is_directory() && !others.contains(target.path().filename().string())) {
      compare(root, target.path().filename().string(), context);
    }
  }
}

class EndWithSkipStatus : public testing::Environment {
 public:
  void TearDown() override {
    if (g_skipped && !testing::UnitTest::GetInstance()->Failed()) {
      std::fflush(nullptr);
      std::_Exit(77);
    }
  }
};
const testing::Environment* const g_environment = testing::AddGlobalTestEnvironment(new EndWithSkipStatus);

}  // namespace
}  // namespace atlas
