#include "atlas/utils/settings.hpp"

#include "atlas/utils/platform.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atlas {
namespace {

const Setting k_colour{"test-colour", "ATLAS_TEST_COLOUR", "red", "a colour", {"red", "green"}};

class Settings : public testing::Test {
 protected:
  void TearDown() override {
    k_colour.reset();
    platform::unset_environment("ATLAS_TEST_COLOUR");
    platform::unset_environment("ATLAS_TEST_COLOR");
  }
  static std::vector<std::string> ids(const Diagnostics& diagnostics) {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics.items()) {
      result.push_back(d.id);
    }
    return result;
  }
};

TEST_F(Settings, FlagBeforeVariableBeforeDefault) {
  EXPECT_EQ(k_colour.value(), "red");
  EXPECT_FALSE(k_colour.given());
  platform::set_environment("ATLAS_TEST_COLOUR", "green");
  EXPECT_EQ(k_colour.value(), "green");
  EXPECT_TRUE(k_colour.given());
  k_colour.set("blue");
  EXPECT_EQ(k_colour.value(), "blue");
}

TEST_F(Settings, UnknownVariablesAreToldWithTheNearestName) {
  platform::set_environment("ATLAS_TEST_COLOR", "x");
  Diagnostics diagnostics;
  check_environment(diagnostics);
  ASSERT_THAT(ids(diagnostics), testing::Contains("ATLAS-W1090"));
  EXPECT_THAT(diagnostics.items().back().suggestion + diagnostics.items().front().suggestion,
              testing::HasSubstr("ATLAS_TEST_COLOUR"));
}

TEST_F(Settings, AValueThatIsNoChoiceIsAnError) {
  platform::set_environment("ATLAS_TEST_COLOUR", "mauve");
  Diagnostics diagnostics;
  check_environment(diagnostics);
  EXPECT_THAT(ids(diagnostics), testing::Contains("ATLAS-E1091"));
}

TEST_F(Settings, AreListed) { EXPECT_EQ(Setting::all().at("test-colour"), &k_colour); }

TEST(SettingsDeathTest, TwoOfOneNameStopTheProgram) {
  EXPECT_DEATH(Setting("test-colour", "X", "", ""), "two settings have the name test-colour");
}

}  // namespace
}  // namespace atlas
