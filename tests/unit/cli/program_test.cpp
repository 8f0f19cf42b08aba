#include "atlas/cli/program.hpp"

#include "atlas/cli/settings.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/platform.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace atlas::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class Program : public testing::Test {
 protected:
  void SetUp() override { platform::set_environment("TERM", "xterm"); }
  void TearDown() override {
    for (const Setting* setting : {&k_log_level, &k_log_format, &k_log_file, &k_max_machines}) {
      setting->reset();
    }
    platform::unset_environment("NO_COLOR");
  }
  int run_line(const std::vector<std::string>& arguments, bool colour = false) {
    std::ostringstream o;
    std::ostringstream e;
    Terminal terminal{o, e, colour, colour, 80};
    const int code = run(arguments, terminal);
    out = o.str();
    err = e.str();
    return code;
  }
  std::string out;
  std::string err;
};

TEST_F(Program, AloneLeadsToTheFirstSuccess) {
  EXPECT_EQ(run_line({}), k_ok);
  EXPECT_THAT(out, HasSubstr("atlas generate fleet.yaml"));
  EXPECT_EQ(err, "");
}

TEST_F(Program, EveryVerbHasHelpWithAnExample) {
  for (const auto& [name, entry] : VerbRegistry::entries()) {
    std::vector<std::string> words{name.substr(0, name.find(' '))};
    if (name.find(' ') != std::string::npos) {
      words.push_back(name.substr(name.find(' ') + 1));
    }
    words.push_back("--help");
    EXPECT_EQ(run_line(words), k_ok) << name;
    EXPECT_THAT(out, HasSubstr("atlas " + name)) << name;
    EXPECT_FALSE(entry.descriptor.summary.empty()) << name;
    EXPECT_FALSE(entry.descriptor.examples.empty()) << name;
    EXPECT_THAT(std::string(entry.descriptor.summary), Not(testing::EndsWith("."))) << name;
  }
}

TEST_F(Program, UnknownVerbNamesTheNearest) {
  EXPECT_EQ(run_line({"genrate"}), k_usage);
  EXPECT_EQ(out, "");
  EXPECT_THAT(err, HasSubstr("did you mean `atlas generate`?"));
}

TEST_F(Program, ANounAloneListsItsVerbs) {
  EXPECT_EQ(run_line({"component"}), k_usage);
  EXPECT_THAT(err, HasSubstr("component list, component new, component show"));
}

TEST_F(Program, AllUsageProblemsAreToldAtOnce) {
  EXPECT_EQ(run_line({"validate", "a", "b", "--envi", "--env", "prud"}), k_usage);
  EXPECT_THAT(err, HasSubstr("'b' is one argument too many"));
  EXPECT_THAT(err, HasSubstr("did you mean --env?"));
  EXPECT_THAT(err, HasSubstr("--env cannot be 'prud'"));
  EXPECT_THAT(err, HasSubstr("3 errors"));
}

TEST_F(Program, MissingThingsAreUsageErrors) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"validate"},
                                                                                     {"validate", ""},
                                                                                     {"schema", "--kind"},
                                                                                     {"explain"},
                                                                                     {"validate", "--", "a", "b"},
                                                                                     {"--nope"},
                                                                                     {"validate", "x", "--env="}}) {
    EXPECT_EQ(run_line(words), k_usage) << testing::PrintToString(words);
    EXPECT_EQ(out, "");
  }
}

TEST_F(Program, GlobalOptionsMayStandBeforeTheVerb) {
  EXPECT_EQ(run_line({"--log-level", "debug", "--json", "version"}), k_ok);
  EXPECT_EQ(Json::parse(out)["data"]["version"], ATLAS_VERSION);
  EXPECT_EQ(run_line({"--version"}), k_ok);
  EXPECT_EQ(out, "atlas " ATLAS_VERSION "\n");
}

TEST_F(Program, JsonAnswersErrorsToo) {
  EXPECT_EQ(run_line({"explain", "nope", "--json"}), k_not_found);
  const Json answer = Json::parse(out);
  EXPECT_EQ(answer["exit_code"], k_not_found);
  EXPECT_EQ(answer["diagnostics"][0]["id"], "ATLAS-E8005");
  EXPECT_EQ(err, "");
}

TEST_F(Program, ColoursOnlyOnATerminalThatWantsThem) {
  run_line({"explain", "ATLAS-E8001"}, true);
  EXPECT_THAT(out, HasSubstr("\x1b["));
  run_line({"explain", "ATLAS-E8001", "--no-color"}, true);
  EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
  platform::unset_environment("NO_COLOR");
  platform::set_environment("ATLAS_PLAIN", "1");
  run_line({"explain", "ATLAS-E8001"}, true);
  EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
  platform::unset_environment("ATLAS_PLAIN");
  platform::set_environment("NO_COLOR", "1");
  run_line({"explain", "ATLAS-E8001"}, true);
  EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
}

TEST_F(Program, ExplainKnowsEveryId) {
  for (const auto& [id, kind] : DiagnosticKind::all()) {
    EXPECT_EQ(run_line({"explain", std::string(id)}), k_ok) << id;
    EXPECT_THAT(out, HasSubstr(std::string(kind->title()))) << id;
  }
}

TEST_F(Program, ExplainTakesShortIdsAndMendsTypos) {
  EXPECT_EQ(run_line({"explain", "e8001"}), k_ok);
  EXPECT_EQ(run_line({"explain", "ATLAS-E80011"}), k_not_found);
  EXPECT_THAT(err, HasSubstr("did you mean ATLAS-E8001?"));
  EXPECT_EQ(run_line({"explain", "W8001"}), k_not_found);
  EXPECT_THAT(err, HasSubstr("did you mean ATLAS-E8001?"));
}

TEST_F(Program, HostileArgumentsAreShownHarmless) {
  EXPECT_EQ(run_line({"\x1b[2J\nfoo"}), k_usage);
  EXPECT_THAT(err, Not(HasSubstr("\x1b[2J")));
  EXPECT_EQ(run_line({std::string(100'000, 'x')}), k_usage);
}

TEST(ExitCode, FollowsTheIds) {
  const auto code = [](const char* id, Severity severity = Severity::error) {
    Diagnostics diagnostics;
    Diagnostic diagnostic;
    diagnostic.id = id;
    diagnostic.severity = severity;
    diagnostics.add(diagnostic);
    return exit_code_of(diagnostics);
  };
  EXPECT_EQ(code("ATLAS-E1004"), k_spec_invalid);
  EXPECT_EQ(code("ATLAS-E2001"), k_spec_invalid);
  EXPECT_EQ(code("ATLAS-E4001"), k_spec_invalid);
  EXPECT_EQ(code("ATLAS-E5101"), k_spec_invalid);
  EXPECT_EQ(code("ATLAS-E5001"), k_error);
  EXPECT_EQ(code("ATLAS-E1011"), k_not_found);
  EXPECT_EQ(code("ATLAS-E1093"), k_error);
  EXPECT_EQ(code("ATLAS-E6003"), k_refused);
  EXPECT_EQ(code("ATLAS-E6005"), k_locked);
  EXPECT_EQ(code("ATLAS-E6006"), k_error);
  EXPECT_EQ(code("ATLAS-E7001"), k_error);
  EXPECT_EQ(code("ATLAS-E8002"), k_usage);
  EXPECT_EQ(code("ATLAS-E8005"), k_not_found);
  EXPECT_EQ(code("ATLAS-E8006"), k_error);
  EXPECT_EQ(code("ATLAS-W6020", Severity::warning), k_ok);
}

}  // namespace
}  // namespace atlas::cli
