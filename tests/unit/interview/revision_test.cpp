#include "atlas/interview/revision.hpp"

#include "atlas/interview/text_edit.hpp"
#include "atlas/utils/yaml/reader.hpp"
#include "tests/unit/interview/support.hpp"

#include <fstream>
#include <iterator>

namespace atlas::interview {
namespace {

using namespace test;

const std::string k_text = R"(# top
metadata:
  name: shop   # the name
  owner: "a \"b\" c"
  note: 'it''s'
machines:
  # first
  - name: web-01
    memory: 4G
    cpu: {cores: 2}  # two

  # second
  - {name: db-01}
users: []
)";

yaml::Value read(const std::string& text) {
  Diagnostics problems;
  auto value = yaml::read("fleet.yaml", text, problems);
  EXPECT_TRUE(value);
  return *value;
}

std::string edited(const std::string& path, const Json& value) {
  const yaml::Value document = read(k_text);
  const auto pointer = find_pointer(document, path);
  return pointer ? edit_text(document, *pointer, value).value_or("by hand") : "no place";
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = k_text;
  return text.replace(text.find(from), from.size(), to);
}

TEST(TextEdit, changes_one_value_and_nothing_else) {
  EXPECT_EQ(edited("metadata/name", "other"), with("shop ", "other "));
  EXPECT_EQ(edited("metadata/owner", "x: y"), with(R"("a \"b\" c")", R"("x: y")"));
  EXPECT_EQ(edited("metadata/note", "n"), with("'it''s'", "\"n\""));
  EXPECT_EQ(edited("machines/web-01/cpu/cores", 8), with("cores: 2", "cores: 8"));
  EXPECT_EQ(edited("machines/web-01/memory", "8G"), with("4G", "8G"));
}

TEST(TextEdit, adds_members_in_the_mapping_s_own_style) {
  EXPECT_EQ(edited("machines/web-01/vmid", 101), with("# two\n", "# two\n    vmid: 101\n"));
  EXPECT_EQ(edited("machines/db-01/memory", "2G"), with("{name: db-01}", "{memory: 2G, name: db-01}"));
  EXPECT_EQ(edited("metadata/timezone", "Europe/Rome"), with("'it''s'\n", "'it''s'\n  timezone: Europe/Rome\n"));
}

TEST(TextEdit, leaves_what_it_cannot_do_to_a_hand) {
  EXPECT_EQ(edited("users", Json::array({"x"})), "by hand");
  EXPECT_EQ(edited("nowhere/at/all", 1), "no place");
}

TEST(Revision, keeps_the_comments_of_the_example) {
  std::ifstream stream(std::string(ATLAS_SOURCE_DIR) + "/examples/single/fleet.yaml");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  Revision talk(knowledge(), read(text));
  EXPECT_EQ(talk.fleet_text(), text);
  talk.give("machines/web-01/memory=lots");
  EXPECT_FALSE(talk.question().refusal.empty());
  talk.give("machines/web-01/colour=red");
  EXPECT_FALSE(talk.question().refusal.empty());
  talk.give("cluster/api_token=root@pam!t=123");
  EXPECT_FALSE(talk.question().refusal.empty());
  EXPECT_EQ(talk.fleet_text(), text);
  talk.give("machines/web-01/memory=8G");
  ASSERT_EQ(talk.question().refusal, "");
  EXPECT_NE(talk.fleet_text().find("\n    memory: 8G\n"), std::string::npos);
  EXPECT_NE(talk.fleet_text().find("# The smallest useful fleet"), std::string::npos);
  EXPECT_EQ(problems_of(talk.fleet_text()), "");
  const auto rows = talk.question().rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == "/metadata/name") {
      talk.give(std::to_string(i + 1));
    }
  }
  EXPECT_EQ(talk.question().id, "/metadata/name");
  talk.give("Bad Name");
  EXPECT_FALSE(talk.question().refusal.empty());
  EXPECT_FALSE(talk.finished());
}

}  // namespace
}  // namespace atlas::interview
