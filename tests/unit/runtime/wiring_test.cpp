#include "atlas/runtime/agent_registry.hpp"
#include "tests/support/agents.hpp"

#include <gtest/gtest.h>

namespace atlas::runtime {
namespace {

using test::Ask;
using test::Other;
using test::Told;

std::unique_ptr<Agent> make_nothing(const AgentId&) { return std::make_unique<test::FakeAgent>(); }

AgentEntries entries(MessageList consumes, MessageList produces) {
  AgentEntries result;
  result.emplace(
      "only", AgentRegistry::Entry{{"the only one", std::move(consumes), std::move(produces), make_nothing}, "test"});
  return result;
}

TEST(Wiring, is_complete_when_every_message_has_a_producer) {
  EXPECT_TRUE(check_wiring(entries(messages<Ask, Told>(), messages<Told>()), messages<Ask>()).empty());
}

TEST(Wiring, lacks_a_producer) {
  const Diagnostics problems = check_wiring(entries(messages<Ask, Other>(), messages<Told>()), messages<Ask>());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.items()[0].id, "ATLAS-E7016");
  EXPECT_EQ(problems.items()[0].summary, "agent 'only' waits for test.Other.v1, which nobody produces");
}

TEST(Wiring, lacks_a_consumer_of_what_comes_from_outside) {
  const Diagnostics problems = check_wiring({}, messages<Ask>());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.items()[0].summary, "no agent takes test.Ask.v1 from the front ends");
}

TEST(Wiring, registers_agents_by_their_name) {
  LocalRuntime runtime;
  ASSERT_TRUE(register_agents(runtime, entries({}, {})));
  EXPECT_EQ(runtime.metadata({"only"})->at("description"), "the only one");
  EXPECT_EQ(register_agents(runtime, entries({}, {})).error().id, "ATLAS-E7014");
}

}  // namespace
}  // namespace atlas::runtime
