#include "tests/support/agents.hpp"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <numeric>
#include <thread>

namespace atlas::runtime {
namespace {

using test::Ask;
using test::FakeAgent;
using test::Gate;
using test::Other;
using test::Told;

TEST(Mailbox, handles_in_order) {
  LocalRuntime runtime;
  std::vector<int> seen;
  test::add_agent(runtime, "list", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask& ask, const Context&) { seen.push_back(ask.number); });
  });
  std::vector<Reply> replies;
  for (int i = 0; i < 1000; ++i) {
    replies.push_back(runtime.send({"list"}, spec::Message::of(Ask{i, ""})));
  }
  for (const Reply& reply : replies) {
    EXPECT_TRUE(reply.get());
  }
  std::vector<int> wanted(1000);
  std::iota(wanted.begin(), wanted.end(), 0);
  EXPECT_EQ(seen, wanted);
}

TEST(Mailbox, never_runs_two_handlers_of_one_agent) {
  LocalRuntime runtime({.workers = 4});
  std::atomic<int> inside = 0;
  std::atomic<bool> overlap = false;
  const auto enter = [&] {
    overlap = overlap || ++inside > 1;
    std::this_thread::yield();
    --inside;
  };
  test::add_agent(runtime, "one", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context&) { enter(); });
    agent.handle<Other>([&](const Other&, const Context&) { enter(); });
  });
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "one")));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        (void)runtime.send({"one"}, spec::Message::of(Ask{}));
        (void)runtime.publish({"news"}, spec::Message::of(Other{}));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  runtime.wait_idle();
  EXPECT_FALSE(overlap);
}

TEST(Mailbox, is_not_entered_again_while_its_handler_waits) {
  LocalRuntime runtime;
  Gate gate;
  std::vector<std::string> order;
  test::add_agent(runtime, "helper", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask&, const Context&) {
      gate.pass();
      return Told{};
    });
  });
  test::add_agent(runtime, "waiter", [&](FakeAgent& agent) {
    agent.handle<Ask>([&](const Ask& ask, const Context& context) {
      order.push_back("begin");
      (void)context.send<Told>({"helper"}, ask).get();
      order.push_back("end");
    });
    agent.handle<Other>([&](const Other&, const Context&) { order.push_back("other"); });
  });
  const Reply first = runtime.send({"waiter"}, spec::Message::of(Ask{}));
  gate.await();
  const Reply second = runtime.send({"waiter"}, spec::Message::of(Other{}));
  gate.open();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
  EXPECT_EQ(order, (std::vector<std::string>{"begin", "end", "other"}));
}

TEST(Mailbox, full_refuses_the_sender) {
  LocalRuntime runtime({.mailbox_capacity = 2});
  Gate gate;
  test::add_agent(runtime, "slow",
                  [&](FakeAgent& agent) { agent.handle<Ask>([&](const Ask&, const Context&) { gate.pass(); }); });
  ASSERT_TRUE(runtime.subscribe(on_topic("news", "slow")));
  const Reply running = runtime.send({"slow"}, spec::Message::of(Ask{}));
  gate.await();
  const Reply waiting = runtime.send({"slow"}, spec::Message::of(Ask{}));
  EXPECT_EQ(runtime.publish({"news"}, spec::Message::of(Ask{})).delivered, 1U);

  const Reply refused = runtime.send({"slow"}, spec::Message::of(Ask{}));
  ASSERT_TRUE(refused.ready());
  EXPECT_EQ(refused.get().error().id, "ATLAS-E7004");
  const Published published = runtime.publish({"news"}, spec::Message::of(Ask{}));
  EXPECT_EQ(published.delivered, 0U);
  ASSERT_EQ(published.refused.size(), 1U);
  EXPECT_EQ(published.refused[0].id, "ATLAS-E7004");

  gate.open();
  EXPECT_TRUE(running.get());
  EXPECT_TRUE(waiting.get());
  runtime.stop_when_idle();
}

TEST(Mailbox, makes_its_agent_once_at_the_first_message) {
  LocalRuntime runtime;
  std::atomic<int> made = 0;
  test::add_agent(runtime, "lazy", [&](FakeAgent& agent) {
    ++made;
    agent.handle<Ask>([](const Ask&, const Context&) {});
  });
  EXPECT_EQ(made, 0);
  std::vector<Reply> replies;
  for (int i = 0; i < 50; ++i) {
    replies.push_back(runtime.send({"lazy", "k"}, spec::Message::of(Ask{})));
  }
  for (const Reply& reply : replies) {
    EXPECT_TRUE(reply.get());
  }
  EXPECT_EQ(made, 1);
  EXPECT_TRUE(runtime.send({"lazy", "other"}, spec::Message::of(Ask{})).get());
  EXPECT_EQ(made, 2);
}

TEST(Mailbox, tries_a_failed_factory_again) {
  LocalRuntime runtime;
  std::atomic<int> tries = 0;
  test::add_agent(runtime, "shy", [&](FakeAgent& agent) {
    if (++tries == 1) {
      throw std::runtime_error("not yet");
    }
    agent.handle<Ask>([](const Ask&, const Context&) {});
  });
  const auto failed = runtime.send({"shy"}, spec::Message::of(Ask{})).get();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().id, "ATLAS-E7007");
  EXPECT_EQ(failed.error().detail, "not yet");
  EXPECT_TRUE(runtime.send({"shy"}, spec::Message::of(Ask{})).get());
}

TEST(WorkerPool, runs_agents_side_by_side) {
  LocalRuntime runtime({.workers = 3});
  Gate gate;
  for (const char* type : {"a", "b", "c"}) {
    test::add_agent(runtime, type,
                    [&](FakeAgent& agent) { agent.handle<Ask>([&](const Ask&, const Context&) { gate.pass(); }); });
  }
  std::vector<Reply> replies;
  for (const char* type : {"a", "b", "c"}) {
    replies.push_back(runtime.send({type}, spec::Message::of(Ask{})));
  }
  gate.await(3);
  gate.open();
  for (const Reply& reply : replies) {
    EXPECT_TRUE(reply.get());
  }
}

// A chain of handlers that wait for each other, longer than the pool is wide.
TEST(WorkerPool, is_not_used_up_by_handlers_that_wait) {
  LocalRuntime runtime({.workers = 1});
  test::add_agent(runtime, "chain", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context& context) {
      if (ask.number == 0) {
        return Told{1, ""};
      }
      const AgentId next{"chain", std::to_string(ask.number - 1)};
      return Told{1 + (*context.send<Told>(next, Ask{ask.number - 1, ""}).get())->number, ""};
    });
  });
  EXPECT_EQ((*runtime.call<Told>({"chain", "20"}, Ask{20, ""}).get())->number, 21);
}

}  // namespace
}  // namespace atlas::runtime
