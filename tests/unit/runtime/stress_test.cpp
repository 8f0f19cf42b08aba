#include "tests/support/agents.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace atlas::runtime {
namespace {

using namespace std::chrono_literals;
using test::Ask;
using test::FakeAgent;
using test::Told;

// Everything at once: requests, nested requests, events, cancellation, failures, subscriptions and saved state, from
// several threads. Run under the thread sanitizer too; what it checks beside is that every request is answered.
TEST(Stress, every_request_is_answered) {
  LocalRuntime runtime({.workers = 3, .mailbox_capacity = 64});
  std::atomic<int> events = 0;
  test::add_agent(runtime, "leaf", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask& ask, const Context& context) -> Result<Told> {
      events += context.is_rpc ? 0 : 1;
      if (ask.number % 17 == 0) {
        throw std::runtime_error("seventeen");
      }
      return Told{ask.number, ""};
    });
  });
  test::add_agent(runtime, "branch", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context& context) -> Result<std::shared_ptr<const Told>> {
      (void)context.publish({"news", std::to_string(ask.number % 3)}, ask);
      return context.send<Told>({"leaf", std::to_string(ask.number % 5)}, ask).get();
    });
  });
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "leaf")));

  constexpr int k_threads = 4;
  constexpr int k_requests = 400;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < k_threads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < k_requests; ++i) {
        const AgentId target{i % 2 == 0 ? "leaf" : "branch", std::to_string((i + t) % 4)};
        std::stop_source cancel;
        const auto reply = runtime.call<Told>(target, Ask{i, ""}, {.cancellation = cancel.get_token()});
        if (i % 11 == 0) {
          cancel.request_stop();
        }
        if (i % 7 == 0) {
          reply.then([&answered](const Result<spec::Message>&) { ++answered; });
        } else {
          (void)reply.get();
          ++answered;
        }
        if (i % 50 == 0) {
          (void)runtime.save_state();
          const auto id = runtime.subscribe(on_topic("t" + std::to_string(t * 1000 + i), "leaf"));
          EXPECT_TRUE(runtime.unsubscribe(*id));
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  runtime.stop_when_idle();
  EXPECT_EQ(answered, k_threads * k_requests);
  EXPECT_GT(events, 0);
}

TEST(Stress, stop_in_the_middle_answers_everybody) {
  for (int round = 0; round < 20; ++round) {
    LocalRuntime runtime({.workers = 2});
    test::add_agent(runtime, "leaf", [](FakeAgent& agent) {
      agent.handle<Ask>([](const Ask& ask, const Context&) { return Told{ask.number, ""}; });
    });
    std::atomic<int> answered = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          (void)runtime.call<Told>({"leaf", std::to_string(i % 3)}, Ask{i, ""}).get();
          ++answered;
        }
      });
    }
    runtime.stop();
    for (std::thread& thread : threads) {
      thread.join();
    }
    EXPECT_EQ(answered, 150);
  }
}

}  // namespace
}  // namespace atlas::runtime
