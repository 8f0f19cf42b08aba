#include "tests/support/agents.hpp"
#include "tests/support/manual_clock.hpp"

#include <atomic>
#include <future>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace atlas::runtime {
namespace {

using namespace std::chrono_literals;
using test::Ask;
using test::FakeAgent;
using test::Gate;
using test::Other;
using test::Told;

class Request : public ::testing::Test {
 protected:
  void SetUp() override {
    test::add_agent(runtime, "echo", [](FakeAgent& agent) {
      agent.handle<Ask>([](const Ask& ask, const Context&) { return Told{ask.number, ask.text}; });
    });
  }
  void add_waiting(Gate& gate) {
    test::add_agent(runtime, "waiting", [&gate](FakeAgent& agent) {
      agent.handle<Ask>([&gate](const Ask& ask, const Context&) {
        gate.pass();
        return Told{ask.number, "late"};
      });
    });
  }

  test::ManualClock clock;
  LocalRuntime runtime{RuntimeOptions{.clock = &clock}};
};

TEST_F(Request, gets_the_answer) {
  const auto answer = runtime.call<Told>({"echo", "a"}, Ask{7, "hello"}).get();
  ASSERT_TRUE(answer) << answer.error().summary;
  EXPECT_EQ((*answer)->number, 7);
  EXPECT_EQ((*answer)->text, "hello");
}

TEST_F(Request, shares_the_payload_without_copying) {
  const void* seen = nullptr;
  test::add_agent(runtime, "looker",
                  [&](FakeAgent& agent) { agent.handle<Ask>([&](const Ask& ask, const Context&) { seen = &ask; }); });
  const auto payload = std::make_shared<const Ask>(Ask{1, "one"});
  ASSERT_TRUE(runtime.send({"looker"}, spec::Message::share(payload)).get());
  EXPECT_EQ(seen, payload.get());
}

TEST_F(Request, without_an_answer_type_is_answered_with_done) {
  test::add_agent(runtime, "quiet", [](FakeAgent& agent) { agent.handle<Ask>([](const Ask&, const Context&) {}); });
  EXPECT_TRUE(runtime.call<spec::Done>({"quiet"}, Ask{}).get());
}

TEST_F(Request, to_an_unknown_type_fails_at_once) {
  const auto answer = runtime.call<Told>({"nobody"}, Ask{}).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7001");
  EXPECT_EQ(answer.error().summary, "no agent type is named 'nobody'");
}

TEST_F(Request, to_a_bad_key_fails_at_once) {
  const auto answer = runtime.call<Told>({"echo", ""}, Ask{}).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7002");
}

TEST_F(Request, of_an_unhandled_type_is_an_error_and_no_hang) {
  const auto answer = runtime.call<Told>({"echo"}, Other{}).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7003");
}

TEST_F(Request, answered_with_another_type_is_an_error) {
  const auto answer = runtime.call<Other>({"echo"}, Ask{}).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7013");
}

TEST_F(Request, gets_the_text_of_the_handlers_exception) {
  test::add_agent(runtime, "broken", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context&) -> Told { throw std::runtime_error(ask.text); });
    agent.handle<Other>([](const Other&, const Context&) -> Told { throw 1; });
  });
  const auto answer = runtime.call<Told>({"broken"}, Ask{0, "kaput"}).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7006");
  EXPECT_EQ(answer.error().detail, "kaput");
  // An error never has an empty text, whatever was thrown.
  EXPECT_FALSE(runtime.call<Told>({"broken"}, Ask{0, ""}).get().error().detail.empty());
  EXPECT_FALSE(runtime.call<Told>({"broken"}, Other{}).get().error().detail.empty());
}

TEST_F(Request, gets_the_handlers_own_error) {
  test::add_agent(runtime, "refusing", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask&, const Context&) -> Result<Told> { return failure(k_bad_state("not today")); });
  });
  EXPECT_EQ(runtime.call<Told>({"refusing"}, Ask{}).get().error().summary, "not today");
}

TEST_F(Request, ends_at_its_deadline_and_tells_the_handler) {
  std::atomic<bool> told = false;
  Gate gate;
  test::add_agent(runtime, "slow", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context& context) {
      gate.pass();
      told = context.stop.stop_requested();
    });
  });
  const auto reply = runtime.call<spec::Done>({"slow"}, Ask{}, {.time_limit = 10s});
  gate.await();
  clock.advance(11s);
  const auto answer = reply.get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().id, "ATLAS-E7008");
  gate.open();
  runtime.wait_idle();
  EXPECT_TRUE(told);
}

TEST_F(Request, has_the_default_time_limit) {
  Gate gate;
  add_waiting(gate);
  const auto reply = runtime.call<Told>({"waiting"}, Ask{});
  clock.advance(31s);
  EXPECT_EQ(reply.get().error().id, "ATLAS-E7008");
  gate.open();
  runtime.wait_idle();
}

/// The id of the error that a callback gets, or "" for an answer.
std::future<std::string> error_of(const Reply& reply) {
  auto called = std::make_shared<std::promise<std::string>>();
  reply.then([called](const Result<spec::Message>& answer) { called->set_value(answer ? "" : answer.error().id); });
  return called->get_future();
}

TEST_F(Request, expires_also_when_nobody_waits_in_a_thread) {
  Gate gate;
  add_waiting(gate);
  std::future<std::string> error = error_of(runtime.call<Told>({"waiting"}, Ask{}, {.time_limit = 5s}));
  clock.advance(6s);
  EXPECT_EQ(error.get(), "ATLAS-E7008");
  gate.open();
  runtime.wait_idle();
}

TEST_F(Request, calls_back_with_the_answer) {
  EXPECT_EQ(error_of(runtime.call<Told>({"echo"}, Ask{})).get(), "");
  const auto there_already = runtime.call<Told>({"echo"}, Ask{});
  EXPECT_TRUE(there_already.get());
  EXPECT_EQ(error_of(there_already).get(), "");
}

TEST_F(Request, cancelled_ends_the_wait_at_once_and_tells_the_handler) {
  std::atomic<bool> told = false;
  Gate gate;
  test::add_agent(runtime, "slow", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context& context) {
      gate.pass();
      told = context.stop.stop_requested();
    });
  });
  std::stop_source caller;
  const auto reply = runtime.call<spec::Done>({"slow"}, Ask{}, {.cancellation = caller.get_token()});
  gate.await();
  caller.request_stop();
  EXPECT_EQ(reply.get().error().id, "ATLAS-E7009");
  gate.open();
  runtime.wait_idle();
  EXPECT_TRUE(told);
}

TEST_F(Request, cancelled_but_awaited_still_gets_the_answer) {
  Gate gate;
  test::add_agent(runtime, "tidy", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context& context) {
      gate.pass();
      return Told{context.stop.stop_requested() ? 1 : 0, ""};
    });
  });
  std::stop_source caller;
  const auto reply = runtime.call<Told>({"tidy"}, Ask{}, {.cancellation = caller.get_token(), .await_answer = true});
  gate.await();
  caller.request_stop();
  gate.open();
  EXPECT_EQ((*reply.get())->number, 1);
}

TEST_F(Request, cancelled_before_it_is_sent_is_not_handled) {
  std::atomic<int> handled = 0;
  test::add_agent(runtime, "counter",
                  [&](FakeAgent& agent) { agent.handle<Ask>([&](const Ask&, const Context&) { ++handled; }); });
  std::stop_source caller;
  caller.request_stop();
  EXPECT_EQ(runtime.call<spec::Done>({"counter"}, Ask{}, {.cancellation = caller.get_token()}).get().error().id,
            "ATLAS-E7009");
  runtime.wait_idle();
  EXPECT_EQ(handled, 0);
}

TEST_F(Request, whose_caller_has_gone_while_queued_is_not_handled) {
  std::atomic<int> handled = 0;
  Gate gate;
  test::add_agent(runtime, "busy", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context&) {
      gate.pass();
      ++handled;
    });
  });
  const auto first = runtime.call<spec::Done>({"busy"}, Ask{});
  gate.await();
  const auto second = runtime.call<spec::Done>({"busy"}, Ask{});
  second.cancel();
  gate.open();
  EXPECT_TRUE(first.get());
  runtime.wait_idle();
  EXPECT_EQ(handled, 1);
}

TEST_F(Request, whose_caller_was_cancelled_may_fail_without_harm) {
  Gate gate;
  test::add_agent(runtime, "broken", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context&) -> Told {
      gate.pass();
      throw std::runtime_error("too late");
    });
  });
  const auto reply = runtime.call<Told>({"broken"}, Ask{});
  gate.await();
  reply.cancel();
  gate.open();
  runtime.stop_when_idle();
  EXPECT_EQ(reply.get().error().id, "ATLAS-E7009");
}

TEST_F(Request, inside_a_request_shares_its_deadline_and_cancellation) {
  Gate gate;
  add_waiting(gate);
  test::add_agent(runtime, "front", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context& context) -> Result<std::shared_ptr<const Told>> {
      return context.send<Told>({"waiting"}, ask, 100s).get();
    });
  });
  const auto late = runtime.call<Told>({"front"}, Ask{}, {.time_limit = 10s});
  gate.await();
  clock.advance(11s);
  EXPECT_EQ(late.get().error().id, "ATLAS-E7008");
  gate.open();
  runtime.wait_idle();
}

}  // namespace
}  // namespace atlas::runtime
