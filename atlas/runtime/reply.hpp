#pragma once

#include "atlas/runtime/errors.hpp"
#include "atlas/runtime/ids.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/clock.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace atlas::runtime {

class DeadlineTimer;

/// The place where the answer to one request arrives. The first of answer, error, deadline and cancellation wins; the
/// others are ignored. Shared by caller and runtime; thread-safe.
class PendingReply : public std::enable_shared_from_this<PendingReply> {
 public:
  using Outcome = Result<spec::Message>;
  using Callback = std::function<void(const Outcome&)>;

  PendingReply(const Clock& clock, std::weak_ptr<DeadlineTimer> timer, AgentId target, std::string_view message_name,
               Clock::TimePoint deadline);

  /// Ends the wait as soon as `caller` asks to stop; with `await_answer` only the handler is told. Called once, before
  /// the message goes out.
  void follow(const std::stop_token& caller, bool await_answer);

  /// True when this was the first.
  bool resolve(Outcome outcome);
  bool resolved() const;
  /// Resolves with ATLAS-E7008.
  void expire();
  /// Resolves with ATLAS-E7009.
  void cancel();

  Outcome wait();
  void then(Callback callback);

  /// What the handler looks at: asked to stop by the caller, by the deadline or by the runtime.
  std::stop_token handler_stop() const { return handler_.get_token(); }
  void ask_handler_to_stop() { handler_.request_stop(); }
  Clock::TimePoint deadline() const { return deadline_; }

 private:
  void give_up(Diagnostic diagnostic);

  const Clock& clock_;
  const std::weak_ptr<DeadlineTimer> timer_;
  const AgentId target_;
  const std::string_view message_name_;
  const Clock::TimePoint deadline_;
  std::stop_source handler_;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<Outcome> outcome_;
  std::vector<Callback> callbacks_;
  std::optional<std::stop_callback<std::function<void()>>> caller_;  ///< last: its end waits for a running callback
};

/// The caller's end of a request. There is always an answer or an error with a text, at the latest at the deadline.
class Reply {
 public:
  explicit Reply(std::shared_ptr<PendingReply> pending) : pending_(std::move(pending)) {}

  /// Waits for the answer. May be called from a handler: the runtime then runs other agents on another thread.
  Result<spec::Message> get() const { return pending_->wait(); }

  /// Calls `callback` once with the answer, on the thread that brings it (at once when it is there).
  void then(PendingReply::Callback callback) const { pending_->then(std::move(callback)); }

  /// Ends the wait now with ATLAS-E7009 and asks the handler to stop.
  void cancel() const { pending_->cancel(); }
  bool ready() const { return pending_->resolved(); }

 private:
  std::shared_ptr<PendingReply> pending_;
};

/// ATLAS-E7013 for an answer of the wrong type.
Diagnostic unexpected_answer(std::string_view wanted, std::string_view got);

/// A Reply whose answer is a `Response`.
template <class Response>
class ReplyOf : public Reply {
 public:
  explicit ReplyOf(Reply reply) : Reply(std::move(reply)) {}

  /// The answer's payload, shared and never changed.
  Result<std::shared_ptr<const Response>> get() const {
    const Result<spec::Message> answer = Reply::get();
    if (!answer) {
      return failure(answer.error());
    }
    std::shared_ptr<const Response> payload = answer->template shared<Response>();
    if (payload == nullptr) {
      return failure(unexpected_answer(spec::message_type<Response>.name, answer->name()));
    }
    return payload;
  }
};

}  // namespace atlas::runtime
