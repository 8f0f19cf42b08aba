#include "tests/support/agents.hpp"

#include <gtest/gtest.h>

namespace atlas::runtime {
namespace {

using test::Ask;
using test::Told;

class Counter final : public Agent {
 public:
  explicit Counter(bool* closed = nullptr) : closed_(closed) {
    on<Ask>([this](const Ask& ask, const Context&) { return Told{count_ += ask.number, ""}; });
  }
  Json save_state() const override { return {{"count", count_}}; }
  void load_state(const Json& state) override { count_ = state.at("count").get<int>(); }
  void close() override {
    if (closed_ != nullptr) {
      *closed_ = true;
    }
  }

 private:
  int count_ = 0;
  bool* closed_;
};

AgentFactory counters() {
  return [](const AgentId&) { return std::make_unique<Counter>(); };
}

int ask(LocalRuntime& runtime, const AgentId& id, int number) {
  return (*runtime.call<Told>(id, Ask{number, ""}).get())->number;
}

TEST(State, is_saved_for_live_agents_and_loaded_again) {
  LocalRuntime first;
  ASSERT_TRUE(first.register_type("counter", "counts", counters()));
  ask(first, {"counter", "a"}, 5);
  ask(first, {"counter", "b/c"}, 7);
  const Json state = first.save_state();
  EXPECT_EQ(state, (Json{{"counter/a", {{"count", 5}}}, {"counter/b/c", {{"count", 7}}}}));

  LocalRuntime second;
  ASSERT_TRUE(second.register_type("counter", "counts", counters()));
  const auto skipped = second.load_state(state);
  ASSERT_TRUE(skipped);
  EXPECT_TRUE(skipped->empty());
  EXPECT_EQ(ask(second, {"counter", "b/c"}, 1), 8);
  EXPECT_EQ(second.save_state().at("counter/a").at("count"), 5);
}

TEST(State, of_unknown_types_is_skipped_and_named) {
  LocalRuntime runtime;
  const auto skipped = runtime.load_state({{"gone/a", Json::object()}});
  ASSERT_TRUE(skipped);
  EXPECT_EQ(*skipped, std::vector<std::string>{"gone/a"});
}

TEST(State, of_a_wrong_form_is_refused) {
  LocalRuntime runtime;
  ASSERT_TRUE(runtime.register_type("counter", "counts", counters()));
  EXPECT_EQ(runtime.load_state(Json::array()).error().id, "ATLAS-E7017");
  EXPECT_EQ(runtime.load_state({{"no slash", {}}}).error().id, "ATLAS-E7002");
  EXPECT_EQ(runtime.load_state({{"counter/a", {{"count", "many"}}}}).error().id, "ATLAS-E7017");
}

TEST(Registration, takes_each_name_once) {
  LocalRuntime runtime;
  ASSERT_TRUE(runtime.register_type("counter", "counts", counters()));
  EXPECT_EQ(runtime.register_type("counter", "counts", counters()).error().id, "ATLAS-E7014");
  EXPECT_EQ(runtime.register_type("bad name", "", counters()).error().id, "ATLAS-E7002");
  EXPECT_EQ(runtime.register_instance({"counter", "x"}, std::make_unique<Counter>()).error().id, "ATLAS-E7014");
  ASSERT_TRUE(runtime.register_instance({"single", "x"}, std::make_unique<Counter>(), "one"));
  EXPECT_EQ(runtime.register_instance({"single", "x"}, std::make_unique<Counter>()).error().id, "ATLAS-E7014");
  EXPECT_EQ(runtime.register_instance({"single", ""}, std::make_unique<Counter>()).error().id, "ATLAS-E7002");
  ASSERT_TRUE(runtime.register_instance({"single", "y"}, std::make_unique<Counter>()));
}

TEST(Registration, of_an_instance_serves_only_its_key) {
  LocalRuntime runtime;
  ASSERT_TRUE(runtime.register_instance({"single", "x"}, std::make_unique<Counter>(), "one"));
  EXPECT_EQ(ask(runtime, {"single", "x"}, 3), 3);
  EXPECT_EQ(runtime.call<Told>({"single", "y"}, Ask{}).get().error().id, "ATLAS-E7001");
}

TEST(Registration, gives_metadata) {
  LocalRuntime runtime;
  ASSERT_TRUE(runtime.register_type("counter", "counts", counters()));
  EXPECT_EQ(*runtime.metadata({"counter", "k"}), (Json{{"type", "counter"}, {"key", "k"}, {"description", "counts"}}));
  EXPECT_EQ(runtime.metadata({"gone", "k"}).error().id, "ATLAS-E7001");
}

TEST(Close, tells_every_live_agent) {
  bool closed = false;
  {
    LocalRuntime runtime;
    ASSERT_TRUE(runtime.register_instance({"single", "x"}, std::make_unique<Counter>(&closed)));
    runtime.close();
    EXPECT_TRUE(closed);
    closed = false;
  }
  EXPECT_FALSE(closed);
}

}  // namespace
}  // namespace atlas::runtime
