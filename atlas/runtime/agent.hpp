#pragma once

#include "atlas/runtime/context.hpp"
#include "atlas/spec/messages/done.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace atlas::runtime {

/// An agent: handlers for message types and the state they share. The runtime calls one handler at a time, in the
/// order of the messages, never two at once and never again before the first has returned; so an agent needs no locks.
/// It may be called from different threads one after the other.
class Agent {
 public:
  virtual ~Agent() = default;

  /// What must survive a restart, as an object; `load_state` gets it back. Never called during a handler.
  virtual Json save_state() const { return Json::object(); }
  virtual void load_state(const Json& /*state*/) {}

  /// Last call before the agent is destroyed.
  virtual void close() {}

  /// Runs the handler for the message's type. Errors: ATLAS-E7003 when there is none, and what the handler says.
  Result<spec::Message> dispatch(const spec::Message& message, const Context& context);

  bool takes(const spec::MessageType* type) const { return find(type) != nullptr; }

 protected:
  /// Registers `handler(const Request&, const Context&)`. It returns the answer: a message struct, a
  /// shared_ptr<const> of one, a Result of either, or nothing (the caller then gets `Done`). An exception is a bug
  /// and reaches the caller as ATLAS-E7006. One handler per type; the last one registered counts.
  template <class Request, class Handler>
  void on(Handler handler) {
    set(&spec::message_type<Request>,
        [handler = std::move(handler)](const spec::Message& message, const Context& context) {
          return call(handler, *message.get<Request>(), context);
        });
  }
  /// The same for a member function of the agent.
  template <class Request, class Self, class Answer>
  void on(Answer (Self::*handler)(const Request&, const Context&)) {
    on<Request>([this, handler](const Request& request, const Context& context) {
      return (static_cast<Self*>(this)->*handler)(request, context);
    });
  }

 private:
  using Handler = std::function<Result<spec::Message>(const spec::Message&, const Context&)>;
  struct Entry {
    const spec::MessageType* type;
    Handler handler;
  };

  template <class Function, class Request>
  static Result<spec::Message> call(const Function& handler, const Request& request, const Context& context) {
    if constexpr (std::is_void_v<decltype(handler(request, context))>) {
      handler(request, context);
      return spec::Message::of(spec::Done{});
    } else {
      return pack(handler(request, context));
    }
  }
  template <class T>
  static Result<spec::Message> pack(T answer) {
    return spec::Message::of(std::move(answer));
  }
  template <class T>
  static Result<spec::Message> pack(std::shared_ptr<const T> answer) {
    return spec::Message::share(std::move(answer));
  }
  template <class T>
  static Result<spec::Message> pack(Result<T> answer) {
    if (!answer) {
      return failure(std::move(answer.error()));
    }
    return pack(std::move(*answer));
  }
  static Result<spec::Message> pack(spec::Message answer) { return answer; }

  void set(const spec::MessageType* type, Handler handler);
  const Entry* find(const spec::MessageType* type) const;

  std::vector<Entry> handlers_;
};

}  // namespace atlas::runtime
