#include "atlas/runtime/ids.hpp"

#include <gtest/gtest.h>

namespace atlas::runtime {
namespace {

TEST(Ids, follow_the_grammar_that_all_sides_accept) {
  for (const char* good : {"a", "_", "data_collector", "Agent7"}) {
    EXPECT_TRUE(is_agent_type(good)) << good;
  }
  for (const char* bad : {"", "7a", "a-b", "a.b", "é", "a b"}) {
    EXPECT_FALSE(is_agent_type(bad)) << bad;
  }
  EXPECT_TRUE(is_key("a/b c"));
  EXPECT_FALSE(is_key(""));
  EXPECT_FALSE(is_key("tab\t"));
  EXPECT_FALSE(is_key("é"));
  EXPECT_TRUE(is_key(std::string(256, 'k')));
  EXPECT_FALSE(is_key(std::string(257, 'k')));
  EXPECT_TRUE(is_topic_type("a.b:c=d-e"));
  EXPECT_FALSE(is_topic_type("a/b"));
}

TEST(Ids, are_split_at_the_first_slash) {
  const auto id = parse_agent_id("web/a/b");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->type, "web");
  EXPECT_EQ(id->key, "a/b");
  EXPECT_EQ(id->str(), "web/a/b");
  for (const char* bad : {"web", "/k", "web/", "we b/k"}) {
    EXPECT_EQ(parse_agent_id(bad).error().id, "ATLAS-E7002") << bad;
  }
}

TEST(Ids, never_show_control_characters_in_messages) {
  EXPECT_EQ(check(AgentId{"a\x1b[31m"}).error().summary.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace atlas::runtime
