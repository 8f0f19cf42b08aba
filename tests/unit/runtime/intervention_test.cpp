#include "tests/support/agents.hpp"
#include "tests/support/manual_clock.hpp"

#include <atomic>
#include <gtest/gtest.h>

namespace atlas::runtime {
namespace {

using namespace std::chrono_literals;
using test::Ask;
using test::FakeAgent;
using test::FilterWith;
using test::Gate;
using test::Other;
using test::Told;

/// Adds a letter to the text of what passes.
class Writing final : public Intervention {
 public:
  explicit Writing(std::string letter) : letter_(std::move(letter)) {}
  Verdict on_send(const spec::Message& message, const Route&) override { return write<Ask>(message); }
  Verdict on_publish(const spec::Message& message, const Route&) override { return write<Ask>(message); }
  Verdict on_response(const spec::Message& message, const Route&) override { return write<Told>(message); }

 private:
  template <class T>
  Verdict write(const spec::Message& message) const {
    const T* payload = message.get<T>();
    return payload == nullptr ? Verdict::keep()
                              : Verdict::replace(spec::Message::of(T{payload->number, payload->text + letter_}));
  }
  std::string letter_;
};

/// Stops one direction, with a reason or by an exception.
class Stopping final : public Intervention {
 public:
  enum class Where { send, publish, response };
  Stopping(Where where, bool by_exception) : where_(where), by_exception_(by_exception) {}
  Verdict on_send(const spec::Message&, const Route&) override { return stop(Where::send); }
  Verdict on_publish(const spec::Message&, const Route&) override { return stop(Where::publish); }
  Verdict on_response(const spec::Message&, const Route&) override { return stop(Where::response); }

 private:
  Verdict stop(Where here) const {
    if (here != where_) {
      return Verdict::keep();
    }
    if (by_exception_) {
      throw std::runtime_error("not allowed");
    }
    return Verdict::drop("not allowed");
  }
  const Where where_;
  const bool by_exception_;
};

class Interventions : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    test::add_agent(runtime, "echo", [this](FakeAgent& agent) {
      agent.handle<Ask>([this](const Ask& ask, const Context&) {
        ++handled;
        return Told{ask.number, ask.text};
      });
    });
    ASSERT_TRUE(runtime.subscribe(on_topic("news", "echo")));
  }
  Diagnostic stopped_at(Stopping::Where where) {
    runtime.add_intervention(std::make_shared<Stopping>(where, GetParam()));
    const auto answer = runtime.call<Told>({"echo"}, Ask{}).get();
    return answer ? Diagnostic() : answer.error();
  }

  std::atomic<int> handled = 0;
  test::RecordedEvents events;
  LocalRuntime runtime{RuntimeOptions{.events = &events}};
};

TEST_P(Interventions, stop_a_request) {
  const Diagnostic problem = stopped_at(Stopping::Where::send);
  EXPECT_EQ(problem.id, "ATLAS-E7005");
  EXPECT_EQ(problem.detail, "not allowed");
  EXPECT_EQ(handled, 0);
  runtime.stop_when_idle();
  EXPECT_EQ(events.count("MessageDropped"), 1);
}

TEST_P(Interventions, stop_an_answer) {
  const Diagnostic problem = stopped_at(Stopping::Where::response);
  EXPECT_EQ(problem.id, "ATLAS-E7005");
  EXPECT_EQ(handled, 1);
  runtime.stop_when_idle();
}

TEST_P(Interventions, stop_an_event) {
  runtime.add_intervention(std::make_shared<Stopping>(Stopping::Where::publish, GetParam()));
  const Published published = runtime.publish({"news"}, spec::Message::of(Ask{}));
  EXPECT_EQ(published.delivered, 0U);
  ASSERT_EQ(published.refused.size(), 1U);
  EXPECT_EQ(published.refused[0].id, "ATLAS-E7005");
  runtime.stop_when_idle();
  EXPECT_EQ(handled, 0);
}

INSTANTIATE_TEST_SUITE_P(ByReasonOrException, Interventions, ::testing::Bool());

TEST(InterventionChain, passes_each_what_the_one_before_made) {
  LocalRuntime runtime;
  test::add_agent(runtime, "echo", [](FakeAgent& agent) {
    agent.handle<Ask>([](const Ask& ask, const Context&) { return Told{ask.number, ask.text + "|"}; });
  });
  runtime.add_intervention(std::make_shared<Writing>("a"));
  runtime.add_intervention(std::make_shared<Writing>("b"));
  EXPECT_EQ((*runtime.call<Told>({"echo"}, Ask{0, ">"}).get())->text, ">ab|ab");
}

TEST(Filter, loses_a_message_until_the_callers_deadline) {
  test::ManualClock clock;
  LocalRuntime runtime({.clock = &clock});
  test::add_agent(runtime, "echo",
                  [](FakeAgent& agent) { agent.handle<Ask>([](const Ask&, const Context&) { return Told{}; }); });
  runtime.set_filter(std::make_shared<FilterWith>([](const spec::Message& message, const Route&) {
    return message.get<Ask>() != nullptr ? MessageFilter::Action::lose : MessageFilter::Action::pass;
  }));
  const auto reply = runtime.call<Told>({"echo"}, Ask{});
  runtime.wait_idle();
  EXPECT_FALSE(reply.ready());
  clock.advance(31s);
  EXPECT_EQ(reply.get().error().id, "ATLAS-E7008");
}

class Reordering : public ::testing::Test {
 protected:
  void SetUp() override {
    test::add_agent(runtime, "list", [this](FakeAgent& agent) {
      agent.handle<Ask>([this](const Ask& ask, const Context&) { seen.push_back(ask.number); });
      agent.handle<Other>([this](const Other& other, const Context&) {
        gate.pass();
        seen.push_back(other.number);
      });
    });
  }
  std::vector<int> seen;
  Gate gate;
  LocalRuntime runtime;
};

TEST_F(Reordering, holds_messages_and_releases_them_in_either_order) {
  runtime.set_filter(std::make_shared<FilterWith>([](const spec::Message& message, const Route&) {
    const Ask* ask = message.get<Ask>();
    return ask != nullptr && ask->number < 10 ? MessageFilter::Action::hold : MessageFilter::Action::pass;
  }));
  gate.open();
  for (const int number : {1, 2, 3, 10}) {
    (void)runtime.send({"list"}, spec::Message::of(Ask{number, ""}));
  }
  runtime.wait_idle();
  runtime.release_held(true);
  runtime.wait_idle();
  EXPECT_EQ(seen, (std::vector<int>{10, 3, 2, 1}));
}

TEST_F(Reordering, lets_a_message_go_first) {
  runtime.set_filter(std::make_shared<FilterWith>([](const spec::Message& message, const Route&) {
    const Ask* ask = message.get<Ask>();
    return ask != nullptr && ask->number == 9 ? MessageFilter::Action::first : MessageFilter::Action::pass;
  }));
  (void)runtime.send({"list"}, spec::Message::of(Other{0}));
  gate.await();
  for (const int number : {1, 2, 9}) {
    (void)runtime.send({"list"}, spec::Message::of(Ask{number, ""}));
  }
  gate.open();
  runtime.wait_idle();
  EXPECT_EQ(seen, (std::vector<int>{0, 9, 1, 2}));
}

TEST_F(Reordering, answers_held_requests_at_the_stop) {
  runtime.set_filter(
      std::make_shared<FilterWith>([](const spec::Message&, const Route&) { return MessageFilter::Action::hold; }));
  const Reply held = runtime.send({"list"}, spec::Message::of(Ask{}));
  runtime.stop_when_idle();
  EXPECT_EQ(held.get().error().id, "ATLAS-E7010");
}

}  // namespace
}  // namespace atlas::runtime
