// Every writer against the format's real parser: hostile values are written, read back and compared, a few thousand
// values a process. ATLAS_PROPERTY_CASES (default 2000) values a format, ATLAS_PROPERTY_SEED picks others.
// A missing parser is a loud SKIP: the program then ends with 77.
#include "atlas/utils/emit/emit.hpp"
#include "tests/format_check/hostile.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>

namespace atlas::emit {
namespace {

namespace fs = std::filesystem;
using test::Hostile;

constexpr std::size_t k_batch = 5000;
bool g_skipped = false;

/// What one batch needs: the document as it grows, and what must be read from it.
struct Batch {
  std::string document;
  Json expected = Json::array();
  std::size_t refused = 0;
};

std::string quoted(const fs::path& path) { return *literal(Format::shell, path.string()); }

fs::path tools() {
  const char* given = std::getenv("ATLAS_TOOLS");
  const char* home = std::getenv("HOME");
  return given != nullptr ? fs::path(given) : fs::path(home == nullptr ? "/" : home) / ".cache/atlas/tools";
}

fs::path checkers() { return fs::path(ATLAS_SOURCE_DIR) / "tests/format_check"; }

int status_of(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

class RealParser : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("atlas-formats-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Fails when the parser does not read back what `batch` says; `suffix` names the document's kind.
  void check(const std::string& command, const Batch& batch, const std::string& suffix) {
    const fs::path document = folder_ / ("document." + suffix);
    const fs::path expected = folder_ / "expected.json";
    std::ofstream(document) << batch.document;
    std::ofstream(expected) << batch.expected.dump();
    const fs::path log = folder_ / "log";
    const int status =
        status_of(fmt::format("{} {} {} >{} 2>&1", command, quoted(document), quoted(expected), quoted(log)));
    std::ostringstream words;
    words << std::ifstream(log).rdbuf();
    if (status == 77) {
      g_skipped = true;
      GTEST_SKIP() << words.str();
    }
    ASSERT_EQ(status, 0) << words.str().substr(0, 4000);
  }

  bool missing(const fs::path& tool, const std::string& what) {
    if (tool.is_absolute() ? fs::exists(tool) : status_of("command -v " + tool.string() + " >/dev/null") == 0) {
      return false;
    }
    std::fprintf(stderr, "SKIP: %s is missing (%s)\n", what.c_str(), tool.c_str());
    return g_skipped = true;
  }

  /// Calls `one` for every case and `check` after each batch.
  void run(const std::function<void(Hostile&, std::size_t, Batch&)>& one, const std::function<void(Batch&)>& done) {
    Hostile hostile(test::setting("ATLAS_PROPERTY_SEED", 20261124));
    const std::size_t cases = test::setting("ATLAS_PROPERTY_CASES", 2000);
    for (std::size_t made = 0; made < cases && !HasFatalFailure() && !IsSkipped(); made += k_batch) {
      Batch batch;
      for (std::size_t i = 0; i < std::min(k_batch, cases - made); ++i) {
        one(hostile, i, batch);
      }
      EXPECT_GT(batch.expected.size(), batch.refused / 4) << "the writer refuses nearly everything";
      done(batch);
    }
  }

  void python(const std::string& kind, const Batch& batch, const std::string& suffix) {
    const fs::path interpreter = tools() / "ansible/bin/python";
    if (!missing(interpreter, "the Python environment of tools/setup/tests.sh")) {
      check(fmt::format("{} {} {}", quoted(interpreter), quoted(checkers() / "check.py"), kind), batch, suffix);
    }
  }

  fs::path folder_;
};

std::string spaces_for_newlines(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// Adds a case, or counts it as refused when the format cannot hold it.
void add(Batch& batch, Format format, const Json& value, const std::string& before, const std::string& after) {
  const Result<std::string> text = literal(format, value);
  if (!text) {
    ++batch.refused;
    return;
  }
  batch.document += before + *text + after;
  batch.expected.push_back(value);
}

TEST_F(RealParser, Hcl) {
  const fs::path program = folder_ / "hcl_check";
  if (missing("go", "Go")) {
    GTEST_SKIP();
  }
  ASSERT_EQ(status_of(fmt::format("cd {} && GOFLAGS=-buildvcs=false go build -o {} .", quoted(checkers() / "hcl"),
                                  quoted(program))),
            0);
  run(
      [](Hostile& hostile, std::size_t, Batch& batch) {
        add(batch, Format::hcl, hostile.value(), fmt::format("c{} = ", batch.expected.size()), "\n");
      },
      [&](Batch& batch) { check(quoted(program), batch, "tf"); });
}

TEST_F(RealParser, Yaml) {
  run([](Hostile& hostile, std::size_t, Batch& batch) { add(batch, Format::yaml, hostile.value(), "- ", "\n"); },
      [&](Batch& batch) {
        python("yaml", batch, "yml");
        batch.document = yaml_document(batch.expected, false);
        python("yaml", batch, "yml");
      });
}

TEST_F(RealParser, Ansible) {
  run([](Hostile& hostile, std::size_t, Batch& batch) { add(batch, Format::ansible, hostile.value(), "- ", "\n"); },
      [&](Batch& batch) {
        python("ansible", batch, "yml");
        batch.document = yaml_document(batch.expected, true);
        python("ansible", batch, "yml");
      });
}

TEST_F(RealParser, JsonText) {
  run([](Hostile& hostile, std::size_t, Batch& batch) { batch.expected.push_back(hostile.value()); },
      [&](Batch& batch) {
        batch.document = *literal(Format::json, batch.expected);
        python("json", batch, "json");
        batch.document = json_document(batch.expected);
        python("json", batch, "json");
      });
}

TEST_F(RealParser, Shell) {
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        const Json words = i % 10 == 0 ? Json{hostile.text(), "", hostile.text()} : Json{hostile.text()};
        batch.document += fmt::format("printf '%s\\0' {}\n", *literal(Format::shell, i % 10 == 0 ? words : words[0]));
        batch.expected.insert(batch.expected.end(), words.begin(), words.end());
      },
      [&](Batch& batch) { python("shell", batch, "sh"); });
}

TEST_F(RealParser, Ini) {
  run(
      [](Hostile& hostile, std::size_t, Batch& batch) {
        batch.document += batch.document.empty() ? "[defaults]\n" : "";
        add(batch, Format::ini, hostile.text(), fmt::format("c{} = ", batch.expected.size()), "\n");
      },
      [&](Batch& batch) { python("ini", batch, "cfg"); });
}

TEST_F(RealParser, Systemd) {
  if (missing("systemd-analyze", "systemd-analyze (package systemd)")) {
    GTEST_SKIP();
  }
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        // A log line of systemd holds 2048 bytes.
        const std::string value = hostile.text(500);
        batch.document += batch.document.empty() ? "[Service]\nExecStart=/bin/true\n" : "";
        batch.document += fmt::format("Environment={}\n", *literal(Format::systemd, fmt::format("{}-={}", i, value)));
        batch.expected.push_back(value);
      },
      [&](Batch& batch) { python("systemd", batch, "service"); });
}

TEST_F(RealParser, Markdown) {
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        const std::string text = hostile.text();
        constexpr std::array<const char*, 4> k_frames = {"{}\n\n", "- {}\n\n", "## {}\n",
                                                         "| head |\n|---|\n| {} |\n\n"};
        batch.document += fmt::format(fmt::runtime(k_frames.at(i % 4)), *literal(Format::markdown, text));
        batch.expected.push_back(spaces_for_newlines(text));
      },
      [&](Batch& batch) { python("markdown", batch, "md"); });
}

TEST_F(RealParser, MarkdownCode) {
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        std::string text = hostile.text();
        const char* frame = i % 2 == 0 ? "{}\n\n" : "| head |\n|---|\n| {} |\n\n";
        batch.document += fmt::format(fmt::runtime(frame), *code_span(text));
        std::replace(text.begin(), text.end(), '\t', ' ');
        batch.expected.push_back(spaces_for_newlines(text));
      },
      [&](Batch& batch) { python("code", batch, "md"); });
}

TEST_F(RealParser, Mermaid) {
  const fs::path modules = tools() / "mermaid/node_modules";
  if (missing("node", "Node.js") || missing(modules / "mermaid", "Mermaid of tools/setup/tests.sh")) {
    GTEST_SKIP();
  }
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        const std::string text = hostile.text();
        batch.document += i == 0 ? "flowchart TD\n" : i % 200 == 0 ? "%% next\nflowchart TD\n" : "";
        batch.document += fmt::format("  n_{}[{}]\n", i, *literal(Format::mermaid, text));
        batch.expected.push_back(text);
      },
      [&](Batch& batch) {
        check(fmt::format("node {} {}", quoted(checkers() / "mermaid.mjs"), quoted(modules)), batch, "mmd");
      });
}

TEST_F(RealParser, PlantUml) {
  run(
      [](Hostile& hostile, std::size_t i, Batch& batch) {
        const std::string text = hostile.text(300);
        batch.document += i == 0 ? "@startuml\n" : "";
        batch.document += fmt::format("rectangle {} as n_{}\n", *literal(Format::plantuml, text), i);
        batch.expected.push_back(text);
      },
      [&](Batch& batch) {
        batch.document += "@enduml\n";
        python("plantuml", batch, "puml");
      });
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
}  // namespace atlas::emit
