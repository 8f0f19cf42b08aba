#include "tests/support/agents.hpp"
#include "tests/support/manual_clock.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace atlas::runtime {
namespace {

using test::Ask;
using test::FakeAgent;
using test::Gate;
using test::Other;
using test::Told;

class Stop : public ::testing::Test {
 protected:
  void SetUp() override {
    test::add_agent(runtime, "slow", [this](FakeAgent& agent) {
      agent.handle<Ask>([this](const Ask& ask, const Context& context) {
        gate.pass();
        saw_stop = context.stop.stop_requested();
        return Told{ask.number, ""};
      });
      agent.handle<Other>([this](const Other&, const Context& context) {
        while (!context.stop.stop_requested()) {
          std::this_thread::yield();
        }
        saw_stop = true;
      });
    });
    ASSERT_TRUE(runtime.subscribe(on_topic("news", "slow")));
  }
  Gate gate;
  std::atomic<bool> saw_stop = false;
  LocalRuntime runtime;
};

TEST_F(Stop, answers_the_waiting_and_lets_the_running_end) {
  const auto running = runtime.call<Told>({"slow"}, Ask{1, ""});
  gate.await();
  const auto waiting = runtime.call<Told>({"slow"}, Ask{2, ""});
  std::thread stopper([this] { runtime.stop(); });
  EXPECT_EQ(waiting.get().error().id, "ATLAS-E7010");
  gate.open();
  EXPECT_EQ((*running.get())->number, 1);
  stopper.join();
  EXPECT_TRUE(saw_stop);
}

TEST_F(Stop, refuses_what_comes_later) {
  runtime.stop();
  EXPECT_EQ(runtime.call<Told>({"slow"}, Ask{}).get().error().id, "ATLAS-E7010");
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{})).refused.at(0).id, "ATLAS-E7010");
  runtime.stop();
  runtime.close();
}

TEST_F(Stop, tells_handlers_of_events) {
  (void)runtime.publish({"news"}, spec::Message::of(Other{}));
  runtime.stop();
  SUCCEED();
}

TEST_F(Stop, when_idle_lets_everything_end) {
  gate.open();
  std::vector<ReplyOf<Told>> replies;
  for (int i = 0; i < 100; ++i) {
    replies.push_back(runtime.call<Told>({"slow"}, Ask{i, ""}));
  }
  runtime.stop_when_idle();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ((*replies[static_cast<std::size_t>(i)].get())->number, i);
  }
}

TEST_F(Stop, wakes_handlers_that_wait_for_others) {
  test::add_agent(runtime, "front", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context& context) {
      const auto answer = context.send<Told>({"slow"}, ask).get();
      return Told{0, answer ? "answer" : answer.error().id};
    });
  });
  const auto outer = runtime.call<Told>({"front"}, Ask{});
  gate.await();
  std::thread stopper([this] { runtime.stop(); });
  EXPECT_EQ((*outer.get())->text, "ATLAS-E7009");
  gate.open();
  stopper.join();
}

TEST_F(Stop, from_a_handler_is_refused_as_a_defect) {
  test::add_agent(runtime, "suicidal", [this](FakeAgent& agent) {
    agent.handle<Ask>([this](const Ask&, const Context&) { runtime.stop(); });
  });
  EXPECT_EQ(runtime.call<spec::Done>({"suicidal"}, Ask{}).get().error().id, "ATLAS-E7006");
}

TEST(Replies, outlive_their_runtime) {
  test::ManualClock clock;
  std::optional<ReplyOf<Told>> reply;
  {
    LocalRuntime runtime({.clock = &clock});
    test::add_agent(runtime, "echo", [](FakeAgent& agent) {
      agent.handle<Ask>([](const Ask& ask, const Context&) { return Told{ask.number, ""}; });
    });
    reply = runtime.call<Told>({"echo"}, Ask{4, ""});
    runtime.stop_when_idle();
  }
  EXPECT_EQ((*reply->get())->number, 4);
  reply->cancel();
  EXPECT_TRUE(reply->get());
}

}  // namespace
}  // namespace atlas::runtime
