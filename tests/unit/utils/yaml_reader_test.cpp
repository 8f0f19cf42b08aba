#include "atlas/utils/yaml/reader.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace atlas::yaml {
namespace {

struct Outcome {
  std::optional<Value> value;
  Diagnostics diagnostics;

  std::vector<std::string> ids() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics.sorted()) {
      result.push_back(d.id);
    }
    return result;
  }
  const Diagnostic& first() const { return diagnostics.items().at(0); }
};

Outcome parse(const std::string& text, const Limits& limits = {}) {
  Outcome outcome;
  outcome.value = read("test.yaml", text, outcome.diagnostics, limits);
  EXPECT_EQ(outcome.value.has_value(), !outcome.diagnostics.has_errors());
  return outcome;
}

using Ids = std::vector<std::string>;

TEST(YamlReader, ReadsMappingsSequencesAndScalarsWithPlaces) {
  const Outcome outcome = parse("a: 1\nb:\n  - x\n  - {c: true, d: null}\n");
  ASSERT_TRUE(outcome.value);
  const Value& root = *outcome.value;
  EXPECT_EQ(root.to_json(), Json::parse(R"({"a":1,"b":["x",{"c":true,"d":null}]})"));
  EXPECT_EQ(root.location_at("/b/1/c")->line, 4);
  EXPECT_EQ(root.location_at("/b/1/c")->column, 9);
  EXPECT_EQ(root.location_at("/b/1/c")->source_line, "  - {c: true, d: null}");
  EXPECT_EQ(root.key_location_at("/b/1/c")->column, 6);
  EXPECT_EQ(root.location_at("/b/7/zzz")->line, 3) << "the nearest parent";
  EXPECT_EQ(root.key_location_at("/b")->line, 2);
}

TEST(YamlReader, ScalarsFollowTheCoreSchema) {
  const Outcome outcome = parse(
      "[yes, no, on, off, True, FALSE, ~, Null, 0x1F, 0o17, 017, +5, -3, 1.5, .5, 1e3, 1., '7', \"true\", 1:30, 1_000, "
      ".inf,"
      " .nan, 99999999999999999999, 1e999, 0x, -, '']");
  ASSERT_TRUE(outcome.value);
  EXPECT_EQ(
      outcome.value->to_json(),
      Json::parse(R"(["yes","no","on","off",true,false,null,null,31,15,17,5,-3,1.5,0.5,1000.0,1.0,"7","true","1:30",)"
                  R"("1_000",".inf",".nan",1e20,"1e999","0x","-",""])"));
  EXPECT_EQ(outcome.value->items()[14].text(), ".5") << "the text stays as written";
}

TEST(YamlReader, KeepsBlockTextAndCrLf) {
  const Outcome outcome = parse("a: |\r\n  one\r\n  \ttwo\r\nb: >-\r\n  x\r\n  y\r\n");
  ASSERT_TRUE(outcome.value) << outcome.ids().size();
  EXPECT_EQ(outcome.value->find("a")->text(), "one\n\ttwo\n");
  EXPECT_EQ(outcome.value->find("b")->text(), "x y");
}

TEST(YamlReader, TakesAByteOrderMarkAndJson) {
  EXPECT_EQ(parse("\xEF\xBB\xBF{\"a\": [1, \"b\"]}").value->to_json(), Json::parse(R"({"a":[1,"b"]})"));
}

TEST(YamlReader, CopiesAliases) {
  const Outcome outcome = parse("a: &x {k: [1, 2]}\nb: *x\n");
  ASSERT_TRUE(outcome.value);
  EXPECT_TRUE(outcome.value->find("a")->same_as(*outcome.value->find("b")));
  EXPECT_EQ(outcome.value->location_at("/b/k")->line, 1);
}

TEST(YamlReader, EmptyTexts) {
  for (const char* text : {"", "   \n", "# only a comment\n", "---\n", "~\n", "---\n...\n"}) {
    EXPECT_EQ(parse(text).ids(), Ids{"ATLAS-E1001"}) << text;
  }
}

TEST(YamlReader, TooLarge) {
  Limits limits;
  limits.bytes = 10;
  EXPECT_EQ(parse("a: 12345678", limits).ids(), Ids{"ATLAS-E1002"});
}

TEST(YamlReader, TextThatIsNone) {
  EXPECT_EQ(parse(std::string("a: b\0c", 6)).ids(), Ids{"ATLAS-E1003"});
  EXPECT_EQ(parse("a: \x01\n").ids(), Ids{"ATLAS-E1003"});
  EXPECT_EQ(parse("a: \xC3\x28\n").ids(), Ids{"ATLAS-E1003"});
  EXPECT_EQ(parse("a: x\xE2\x80\x8By\n").ids(), Ids{"ATLAS-E1003"}) << "zero width space";
  EXPECT_EQ(parse("a: x\xE2\x80\xAEy\n").ids(), Ids{"ATLAS-E1003"}) << "right-to-left override";
  EXPECT_EQ(parse("a: b\rc: d\n").ids(), Ids{"ATLAS-E1003"}) << "a lone carriage return";
  std::string elf(
      "\x7F"
      "ELF\x02\x01\x01\0\0\0",
      10);
  for (int i = 0; i < 5000; ++i) {
    elf += static_cast<char>(i * 7);
  }
  const Outcome binary = parse(elf);
  EXPECT_LE(binary.diagnostics.size(), 5U) << "a binary file gives a few lines, not thousands";
  EXPECT_EQ(binary.first().id, "ATLAS-E1003");
  EXPECT_EQ(binary.first().where->line, 1);
}

TEST(YamlReader, DuplicateKeysAreAllReported) {
  const Outcome outcome = parse("a: 1\nb: {c: 1, c: 2}\na: 3\n\"a\": 4\n");
  EXPECT_EQ(outcome.ids(), (Ids{"ATLAS-E1004", "ATLAS-E1004", "ATLAS-E1004"}));
  EXPECT_EQ(outcome.diagnostics.sorted().at(1).where->line, 3);
  EXPECT_NE(outcome.diagnostics.sorted().at(1).detail.find("line 1"), std::string::npos);
}

TEST(YamlReader, TabsInIndentation) {
  EXPECT_EQ(parse("a:\n\tb: 1\n").ids(), Ids{"ATLAS-E1005"});
  EXPECT_EQ(parse("a:\n  b: 1\n\tc: 2\n\td: 3\n").ids(), (Ids{"ATLAS-E1005", "ATLAS-E1005"}));
  EXPECT_EQ(parse("a:\n  \t- 1\n").ids(), Ids{"ATLAS-E1005"});
  EXPECT_EQ(parse("a:\tx\nb: [\n\t1,\n\t2]\nc: 1\t# comment\nd: |\n  x\n  \ty\n").ids(), Ids{})
      << "allowed: as separation, in flow collections, behind values, in block texts";
  EXPECT_EQ(parse("a: 1\n\t# a comment\nb: 2\n").ids(), Ids{"ATLAS-E1005"});
}

TEST(YamlReader, SyntaxErrors) {
  for (const char* text :
       {"a: [1, 2\n", "a: 'x\n", "a: \"x\\\"\n", "- &b !!str 'it''s", "a: b: c\n", "- a\nb: c\n", "a: *nowhere\n",
        "%YAML 1.2 x y\n---\na\n", "a: \"\\q\"\n", "}", "a: ]", "@x", "`x", "a:\n  - b\n c: d\n"}) {
    const Outcome outcome = parse(text);
    EXPECT_EQ(outcome.ids(), Ids{"ATLAS-E1006"}) << text;
    EXPECT_TRUE(outcome.diagnostics.empty() || outcome.first().where->line > 0) << text;
  }
}

// Each value's place is found from the one before: from the start of its line this would take minutes.
TEST(YamlReader, ALongLineIsWalkedOnce) {
  const std::size_t k_many = 200'000;
  std::string text = "é: [";
  for (std::size_t i = 0; i < k_many; ++i) {
    text += "é,";
  }
  const Outcome outcome = parse(text + "é]\n");
  EXPECT_EQ(outcome.ids(), Ids{});
  ASSERT_TRUE(outcome.value);
  EXPECT_EQ(outcome.value->members().front().value.items().back().mark().column, 6 + 3 * static_cast<int>(k_many));
}

TEST(YamlReader, NestingIsLimited) {
  const std::size_t k_many = 200'000;
  std::string blocks;
  for (int i = 0; i < 300; ++i) {
    blocks += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  }
  std::string pairs;
  for (std::size_t i = 0; i < k_many; ++i) {
    pairs += "{a: ";
  }
  std::string dashes;
  for (std::size_t i = 0; i < k_many; ++i) {
    dashes += "- ";
  }
  std::string questions;
  for (std::size_t i = 0; i < k_many; ++i) {
    questions += "? ";
  }
  for (const std::string& text :
       {std::string(k_many, '['), std::string(k_many, '{'), pairs, dashes, questions, blocks}) {
    EXPECT_EQ(parse(text).ids(), Ids{"ATLAS-E1007"}) << text.substr(0, 20);
  }
  EXPECT_TRUE(parse(std::string(60, '[') + std::string(60, ']')).value);
}

TEST(YamlReader, AliasBombsAreCountedNotBuilt) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) {
      bomb += before + (j < 8 ? ", " : "]\n");
    }
  }
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(parse(bomb).ids(), Ids{"ATLAS-E1007"});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  std::string long_text = "a: &a " + std::string(1'000'000, 'x') + "\nb:\n";
  for (int i = 0; i < 1000; ++i) {
    long_text += "  - *a\n";
  }
  EXPECT_EQ(parse(long_text).ids(), Ids{"ATLAS-E1007"}) << "few values, many bytes";
  EXPECT_EQ(parse("a: &a [*a]\n").ids(), Ids{"ATLAS-E1007"}) << "an alias inside its own value";
}

TEST(YamlReader, OneDocumentOnly) {
  const Outcome outcome = parse("a: 1\n---\nb: 2\n");
  EXPECT_EQ(outcome.ids(), Ids{"ATLAS-E1008"});
  EXPECT_GE(outcome.first().where->line, 2);
  EXPECT_TRUE(parse("---\na: 1\n...\n").value);
}

TEST(YamlReader, KeysAreText) {
  EXPECT_EQ(parse("1: a\ntrue: b\n~: c\n? [x]\n: d\n? {y: z}\n: e\n1.5: f\n").ids(), (Ids(6, "ATLAS-E1009")));
  EXPECT_TRUE(parse("'1': a\non: b\n").value);
}

TEST(YamlReader, TagsAndMergeKeysAreRefused) {
  EXPECT_EQ(parse("a: !!binary aGk=\nb: !vault x\nc: !!python/object:os.system y\n").ids(), (Ids(3, "ATLAS-E1010")));
  EXPECT_EQ(parse("a: &a {b: 1}\nc: {<<: *a}\n").ids(), Ids{"ATLAS-E1010"});
  EXPECT_EQ(parse("a: !!str 7\nb: !!int 7\nc: !!map {}\nd: !!seq []\n\"<<\": 1\n").value->to_json(),
            Json::parse(R"({"a":"7","b":7,"c":{},"d":[],"<<":1})"));
  EXPECT_EQ(parse("a: !!int seven\n").ids(), Ids{"ATLAS-E1010"});
}

TEST(YamlReader, ManyKindsOfProblemAtOnce) {
  EXPECT_EQ(parse("a: 1\na: 2\n3: x\nb: !t y\n").ids(), (Ids{"ATLAS-E1004", "ATLAS-E1009", "ATLAS-E1010"}));
}

TEST(YamlReader, LongLinesAndHugeScalarsAreQuick) {
  const auto start = std::chrono::steady_clock::now();
  std::string keys;
  for (int i = 0; i < 20'000; ++i) {
    keys += "key" + std::to_string(i) + ": value\n";
  }
  EXPECT_TRUE(parse(keys).value);
  EXPECT_TRUE(parse("a: " + std::string(3'000'000, 'x')).value);
  EXPECT_TRUE(parse("a: \"" + std::string(3'000'000, ' ') + "\"").value);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

class YamlFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("atlas-yaml-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Outcome read_path(const std::string& path) {
    Outcome outcome;
    outcome.value = read_file(path, outcome.diagnostics);
    return outcome;
  }
  std::filesystem::path folder_;
};

TEST_F(YamlFile, ReadsAFile) {
  std::ofstream(folder_ / "fleet.yaml") << "a: 1\n";
  const Outcome outcome = read_path((folder_ / "fleet.yaml").string());
  ASSERT_TRUE(outcome.value);
  EXPECT_EQ(outcome.value->location_at("/a")->file, (folder_ / "fleet.yaml").string());
}

TEST_F(YamlFile, NamesTheNearestWhenThereIsNone) {
  std::ofstream(folder_ / "fleet.yaml") << "a: 1\n";
  const Outcome outcome = read_path((folder_ / "flete.yaml").string());
  EXPECT_EQ(outcome.ids(), Ids{"ATLAS-E1011"});
  EXPECT_NE(outcome.first().suggestion.find("fleet.yaml"), std::string::npos);
  EXPECT_EQ(read_path("").ids(), Ids{"ATLAS-E1011"});
  EXPECT_EQ(read_path((folder_ / "fleet.yaml/x").string()).ids(), Ids{"ATLAS-E1011"});
}

TEST_F(YamlFile, RefusesWhatIsNoRegularFile) {
  EXPECT_EQ(read_path(folder_.string()).ids(), Ids{"ATLAS-E1012"});
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_path((folder_ / "pipe").string()).ids(), Ids{"ATLAS-E1013"}) << "and does not wait for a writer";
  EXPECT_EQ(read_path("/dev/zero").ids(), Ids{"ATLAS-E1013"});
  EXPECT_EQ(read_path((folder_ / std::string(300, 'x')).string()).ids(), Ids{"ATLAS-E1013"});
}

// Root may read everything, so a root test run steps down for the moment.
TEST_F(YamlFile, RefusesWhatItMayNotRead) {
  std::ofstream(folder_ / "secret.yaml") << "a: 1\n";
  std::filesystem::permissions(folder_ / "secret.yaml", std::filesystem::perms::none);
  const bool root = ::geteuid() == 0;
  constexpr uid_t k_nobody = 65534;
  ASSERT_TRUE(!root || ::seteuid(k_nobody) == 0);
  const Outcome outcome = read_path((folder_ / "secret.yaml").string());
  ASSERT_TRUE(!root || ::seteuid(0) == 0);
  EXPECT_EQ(outcome.ids(), Ids{"ATLAS-E1013"});
  EXPECT_NE(outcome.first().summary.find("Permission denied"), std::string::npos);
}

TEST_F(YamlFile, RefusesLargeFilesBeforeReadingThem) {
  const auto file = folder_ / "large.yaml";
  std::ofstream(file) << "a: 1\n";
  std::filesystem::resize_file(file, 50U << 20U);
  EXPECT_EQ(read_path(file.string()).ids(), Ids{"ATLAS-E1002"});
}

}  // namespace
}  // namespace atlas::yaml
