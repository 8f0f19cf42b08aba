#include "atlas/utils/log.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <unistd.h>

namespace atlas {
namespace {

namespace fs = std::filesystem;

class Log : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "atlas-log-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override {
    log::stop();
    fs::remove_all(folder);
  }
  std::vector<Json> lines(const std::string& name = "log") const {
    std::ifstream in(folder / name);
    std::vector<Json> result;
    for (std::string line; std::getline(in, line);) {
      result.push_back(Json::parse(line));
    }
    return result;
  }
  log::Options to_file() const {
    log::Options options;
    options.level = log::Level::critical;
    options.file = (folder / "log").string();
    return options;
  }

  fs::path folder;
};

TEST_F(Log, FileHoldsJsonLines) {
  ASSERT_TRUE(log::start(to_file()));
  log::write(log::Level::debug, "not.shown");
  log::write(log::Level::info, "phase.end", {{"phase", "collect"}, {"duration_us", 12}, {"ok", true}});
  log::write(log::Level::error, "bad", {{"text", "two\nlines \x1b[31m \xff"}});
  log::stop();
  const auto all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]["event"], "phase.end");
  EXPECT_EQ(all[0]["level"], "INFO");
  EXPECT_EQ(all[0]["phase"], "collect");
  EXPECT_EQ(all[0]["duration_us"], 12);
  EXPECT_TRUE(
      std::regex_match(all[0]["time"].get<std::string>(), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)")));
}

TEST_F(Log, FileRotates) {
  log::Options options = to_file();
  options.file_bytes = 2000;
  options.file_count = 2;
  ASSERT_TRUE(log::start(options));
  for (int i = 0; i < 100; ++i) {
    log::write(log::Level::info, "line", {{"i", i}});
  }
  log::stop();
  EXPECT_TRUE(fs::exists(folder / "log.1"));
  EXPECT_FALSE(fs::exists(folder / "log.3"));
  EXPECT_LE(fs::file_size(folder / "log"), 2100U);
  EXPECT_EQ(lines().back()["i"], 99);
}

TEST_F(Log, TextFormShowsNoControlCharacters) {
  testing::internal::CaptureStderr();
  log::Options options;
  options.level = log::Level::debug;
  ASSERT_TRUE(log::start(options));
  log::write(log::Level::warning, "x.y", {{"a", "plain"}, {"b", "two words"}, {"c", "\x1b[2J"}, {"n", 3}});
  log::stop();
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, testing::HasSubstr(R"(WARNING x.y a=plain b="two words" c=\u001B[2J n=3)"));
}

TEST_F(Log, JsonFormOnStderr) {
  testing::internal::CaptureStderr();
  log::Options options;
  options.level = log::Level::info;
  options.json = true;
  ASSERT_TRUE(log::start(options));
  log::write(log::Level::critical, "x", {{"k", "v"}});
  log::stop();
  EXPECT_EQ(Json::parse(testing::internal::GetCapturedStderr())["k"], "v");
}

TEST_F(Log, NothingBeforeStart) {
  EXPECT_FALSE(log::enabled(log::Level::critical));
  log::write(log::Level::critical, "x");
}

TEST_F(Log, AFileThatCannotBeOpenedIsAnError) {
  log::Options options = to_file();
  options.file = "/proc/nowhere/log";
  const auto started = log::start(options);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().id, "ATLAS-E1096");
}

TEST_F(Log, LevelsHaveNames) {
  for (const log::Level level :
       {log::Level::debug, log::Level::info, log::Level::warning, log::Level::error, log::Level::critical}) {
    EXPECT_EQ(log::level_of(log::to_string(level)), level);
  }
  EXPECT_EQ(log::level_of("warning"), log::Level::warning);
  EXPECT_FALSE(log::level_of("loud"));
}

}  // namespace
}  // namespace atlas
