#include "tests/support/agents.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <mutex>

namespace atlas::runtime {
namespace {

using test::Ask;
using test::FakeAgent;
using test::Other;
using test::Told;

class Events : public ::testing::Test {
 protected:
  void add_listener(const std::string& type) {
    test::add_agent(runtime, type, [this](FakeAgent& agent) {
      agent.handle<Ask>([this](const Ask& ask, const Context& context) {
        const std::scoped_lock lock(mutex);
        seen.push_back(context.self.str() + " " + ask.text);
      });
    });
  }
  std::vector<std::string> sorted() {
    runtime.wait_idle();
    std::sort(seen.begin(), seen.end());
    return seen;
  }

  std::mutex mutex;
  std::vector<std::string> seen;
  test::RecordedEvents events;
  LocalRuntime runtime{RuntimeOptions{.events = &events}};
};

using Lines = std::vector<std::string>;

TEST_F(Events, go_to_the_agent_whose_key_is_the_source) {
  add_listener("a");
  add_listener("b");
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "a")));
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "b")));
  EXPECT_EQ(runtime.publish({"news", "run-1"}, spec::Message::of(Ask{0, "x"})).delivered, 2U);
  EXPECT_EQ(sorted(), (Lines{"a/run-1 x", "b/run-1 x"}));
}

TEST_F(Events, match_by_prefix) {
  add_listener("a");
  ASSERT_TRUE(runtime.subscribe(on_topic_prefix("news.", "a")));
  EXPECT_EQ(runtime.publish({"news.today"}, spec::Message::of(Ask{0, "x"})).delivered, 1U);
  EXPECT_EQ(runtime.publish({"newsletter"}, spec::Message::of(Ask{0, "y"})).delivered, 0U);
  EXPECT_EQ(sorted(), Lines{"a/default x"});
}

TEST_F(Events, are_delivered_once_however_many_subscriptions_match) {
  add_listener("a");
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "a")));
  ASSERT_TRUE(runtime.subscribe(on_topic_prefix("ne", "a")));
  ASSERT_TRUE(runtime.subscribe(on_topic_prefix("n", "a")));
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{0, "x"})).delivered, 1U);
  EXPECT_EQ(sorted(), Lines{"a/default x"});
}

TEST_F(Events, are_not_sent_back_to_the_exact_sender) {
  add_listener("a");
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "a")));
  EXPECT_EQ(runtime.publish({"news", "k"}, spec::Message::of(Ask{}), {AgentId{"a", "k"}, {}}).delivered, 0U);
  EXPECT_EQ(runtime.publish({"news", "other"}, spec::Message::of(Ask{}), {AgentId{"a", "k"}, {}}).delivered, 1U);
}

TEST_F(Events, reach_one_agent_by_its_direct_topic) {
  add_listener("a");
  EXPECT_EQ(runtime.publish({"a:", "k"}, spec::Message::of(Ask{0, "x"})).delivered, 1U);
  EXPECT_EQ(sorted(), Lines{"a/k x"});
}

TEST_F(Events, reach_nobody_without_a_subscription) {
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{})).delivered, 0U);
}

TEST_F(Events, with_a_bad_topic_are_refused) {
  const Published published = runtime.publish({"to/pic"}, spec::Message::of(Ask{}));
  ASSERT_EQ(published.refused.size(), 1U);
  EXPECT_EQ(published.refused[0].id, "ATLAS-E7002");
}

TEST_F(Events, that_fail_at_one_agent_reach_the_others) {
  add_listener("good");
  test::add_agent(runtime, "bad", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask&, const Context&) { throw std::runtime_error("kaput"); });
  });
  test::add_agent(runtime, "unmade", [](FakeAgent&) { throw std::runtime_error("no"); });
  for (const char* type : {"bad", "good", "unmade"}) {
    ASSERT_TRUE(runtime.subscribe(on_topic("news", type)));
  }
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{0, "x"})).delivered, 3U);
  EXPECT_EQ(sorted(), Lines{"good/default x"});
  EXPECT_EQ(events.count("MessageHandlerException"), 1);
  EXPECT_EQ(events.count("AgentConstructionException"), 1);
}

TEST_F(Events, of_the_log_say_what_happened) {
  add_listener("a");
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "a")));
  (void)runtime.publish({"news"}, spec::Message::of(Ask{4, "x"}), {AgentId{"b", "k"}, {}});
  runtime.wait_idle();
  const std::vector<Json> all = events.all();
  ASSERT_EQ(all.size(), 2U);
  const Json sent = R"({"type": "Message", "message_type": "test.Ask.v1", "message_id": 1, "sender": "b/k",
    "receiver": "news/default", "kind": "MessageKind.PUBLISH", "delivery_stage": "DeliveryStage.SEND",
    "payload": "{\"number\":4,\"text\":\"x\"}"})"_json;
  EXPECT_EQ(all[0], sent);
  EXPECT_EQ(all[1].at("receiver"), "a/default");
  EXPECT_EQ(all[1].at("delivery_stage"), "DeliveryStage.DELIVER");
}

TEST_F(Events, of_the_log_tell_of_answers) {
  test::add_agent(runtime, "echo",
                  [](FakeAgent& agent) { agent.handle<Ask>([](const Ask&, const Context&) { return Told{}; }); });
  (void)runtime.send({"echo"}, spec::Message::of(Ask{}), {.sender = AgentId{"me"}}).get();
  const std::vector<Json> all = events.all();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].at("kind"), "MessageKind.RESPOND");
  EXPECT_EQ(all[2].at("sender"), "echo/default");
  EXPECT_EQ(all[2].at("receiver"), "me/default");
}

TEST(Subscriptions, are_refused_when_they_are_there_already) {
  LocalRuntime runtime;
  test::add_agent(runtime, "a", [](FakeAgent&) {});
  const auto first = runtime.subscribe(on_topic("news", "a"));
  ASSERT_TRUE(first);
  EXPECT_EQ(runtime.subscribe(on_topic("news", "a")).error().id, "ATLAS-E7014");
  EXPECT_TRUE(runtime.subscribe(on_topic_prefix("news", "a")));
  EXPECT_EQ(runtime.subscribe({Subscription::Match::type, "else", "a", *first}).error().id, "ATLAS-E7014");
  EXPECT_EQ(runtime.subscribe(on_topic("", "a")).error().id, "ATLAS-E7002");
  EXPECT_EQ(runtime.subscribe(on_topic("news", "1a")).error().id, "ATLAS-E7002");
}

TEST(Subscriptions, can_be_removed_once) {
  LocalRuntime runtime;
  test::add_agent(runtime, "a", [](FakeAgent&) {});
  const std::size_t before = runtime.subscriptions().size();
  const auto id = runtime.subscribe(on_topic("news", "a"));
  EXPECT_EQ(runtime.subscriptions().size(), before + 1);
  EXPECT_TRUE(runtime.unsubscribe(*id));
  EXPECT_EQ(runtime.unsubscribe(*id).error().id, "ATLAS-E7015");
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{})).delivered, 0U);
}

TEST(Subscriptions, stay_fast_with_many_topics) {
  SubscriptionTable table;
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(table.add(on_topic("topic" + std::to_string(i), "a")));
  }
  EXPECT_EQ(table.receivers({"topic7", "k"}), (std::set<AgentId>{{"a", "k"}}));
  EXPECT_TRUE(table.receivers({"topic", "k"}).empty());
}

}  // namespace
}  // namespace atlas::runtime
