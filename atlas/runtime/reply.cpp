#include "atlas/runtime/reply.hpp"

#include "atlas/runtime/deadline_timer.hpp"
#include "atlas/runtime/worker_pool.hpp"

namespace atlas::runtime {

PendingReply::PendingReply(const Clock& clock, std::weak_ptr<DeadlineTimer> timer, AgentId target,
                           std::string_view message_name, Clock::TimePoint deadline)
    : clock_(clock),
      timer_(std::move(timer)),
      target_(std::move(target)),
      message_name_(message_name),
      deadline_(deadline) {}

void PendingReply::follow(const std::stop_token& caller, bool await_answer) {
  if (!caller.stop_possible()) {
    return;
  }
  caller_.emplace(caller, [weak = weak_from_this(), await_answer] {
    if (const std::shared_ptr<PendingReply> self = weak.lock()) {
      await_answer ? self->ask_handler_to_stop() : self->cancel();
    }
  });
}

bool PendingReply::resolve(Outcome outcome) {
  std::vector<Callback> callbacks;
  {
    const std::scoped_lock lock(mutex_);
    if (outcome_) {
      return false;
    }
    outcome_ = std::move(outcome);
    callbacks.swap(callbacks_);
  }
  arrived_.notify_all();
  for (const Callback& callback : callbacks) {
    callback(*outcome_);
  }
  return true;
}

bool PendingReply::resolved() const {
  const std::scoped_lock lock(mutex_);
  return outcome_.has_value();
}

void PendingReply::expire() {
  give_up(k_deadline("agent " + target_.str() + " did not answer " + std::string(message_name_) + " in time"));
}

void PendingReply::cancel() {
  give_up(k_cancelled("request " + std::string(message_name_) + " to agent " + target_.str() + " was cancelled"));
}

void PendingReply::give_up(Diagnostic diagnostic) {
  if (resolve(failure(std::move(diagnostic)))) {
    handler_.request_stop();
  }
}

PendingReply::Outcome PendingReply::wait() {
  const auto arrived = [this] { return outcome_.has_value(); };
  std::unique_lock lock(mutex_);
  if (!arrived()) {
    const BlockingScope blocking;
    if (!wait_until(clock_, lock, arrived_, deadline_, arrived)) {
      lock.unlock();
      expire();
      lock.lock();
    }
  }
  return *outcome_;
}

void PendingReply::then(Callback callback) {
  bool arrived = false;
  {
    const std::scoped_lock lock(mutex_);
    arrived = outcome_.has_value();
    if (!arrived) {
      callbacks_.push_back(callback);
    }
  }
  if (arrived) {
    callback(*outcome_);
  } else if (const std::shared_ptr<DeadlineTimer> timer = timer_.lock()) {
    timer->add(deadline_, weak_from_this());
  }
}

Diagnostic unexpected_answer(std::string_view wanted, std::string_view got) {
  return k_unexpected_answer("expected " + std::string(wanted) + " as answer, got " +
                             (got.empty() ? "nothing" : std::string(got)));
}

}  // namespace atlas::runtime
