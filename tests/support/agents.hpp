#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/runtime/intervention.hpp"
#include "atlas/runtime/local_runtime.hpp"
#include "atlas/spec/messages/message.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

/// Messages, agents and helpers for tests of the runtime and of agents.
namespace atlas::test {

struct Ask {
  int number = 0;
  std::string text;
};
ATLAS_JSON_FORM(Ask);

struct Told {
  int number = 0;
  std::string text;
};
ATLAS_JSON_FORM(Told);

struct Other {
  int number = 0;
};
ATLAS_JSON_FORM(Other);

/// An agent made of lambdas: `FakeAgent agent; agent.handle<Ask>([](const Ask&, const Context&) { … });`
class FakeAgent : public runtime::Agent {
 public:
  template <class Request, class Handler>
  FakeAgent& handle(Handler handler) {
    on<Request>(std::move(handler));
    return *this;
  }
};

/// Registers a type whose agents are set up by `prepare`.
inline void add_agent(runtime::LocalRuntime& runtime, const std::string& type,
                      std::function<void(FakeAgent&)> prepare) {
  const auto added = runtime.register_type(type, "for a test", [prepare = std::move(prepare)](const runtime::AgentId&) {
    auto agent = std::make_unique<FakeAgent>();
    prepare(*agent);
    return agent;
  });
  if (!added) {
    throw std::logic_error(added.error().summary);
  }
}

/// A door that a handler waits at until the test opens it. Must outlive the handler: a test that has one of its own
/// ends with runtime.wait_idle() or close().
class Gate {
 public:
  void open() {
    const std::scoped_lock lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  /// Called by the handler.
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  /// Called by the test: until `count` handlers have come to the door.
  void await(int count = 1) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

/// Remembers every event of a runtime as one line of text.
class RecordedEvents final : public runtime::EventSink {
 public:
  void on_event(const runtime::Event& event) noexcept override {
    const std::scoped_lock lock(mutex_);
    lines_.push_back(runtime::event_json(event, true));
  }
  std::vector<Json> all() const {
    const std::scoped_lock lock(mutex_);
    return lines_;
  }
  int count(const std::string& type) const {
    int found = 0;
    for (const Json& line : all()) {
      found += line.at("type") == type ? 1 : 0;
    }
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Json> lines_;
};

/// A filter from a function.
class FilterWith final : public runtime::MessageFilter {
 public:
  using Function = std::function<Action(const spec::Message&, const runtime::Route&)>;
  explicit FilterWith(Function function) : function_(std::move(function)) {}
  Action inspect(const spec::Message& message, const runtime::Route& route) override {
    return function_(message, route);
  }

 private:
  Function function_;
};

}  // namespace atlas::test

ATLAS_MESSAGE(atlas::test::Ask, "test.Ask.v1")
ATLAS_MESSAGE(atlas::test::Told, "test.Told.v1")
ATLAS_MESSAGE(atlas::test::Other, "test.Other.v1")
