#include "atlas/runtime/mailbox.hpp"

#include <utility>

namespace atlas::runtime {

Mailbox::Posted Mailbox::post(Envelope& envelope, bool ahead) {
  bool schedule = false;
  {
    const std::scoped_lock lock(mutex_);
    if (closed_) {
      return Posted::closed;
    }
    if (queue_.size() >= capacity_) {
      return Posted::full;
    }
    if (ahead) {
      queue_.push_front(std::move(envelope));
    } else {
      queue_.push_back(std::move(envelope));
    }
    schedule = !std::exchange(scheduled_, true);
  }
  if (schedule) {
    host_.schedule(shared_from_this());
  }
  return Posted::queued;
}

std::deque<Envelope> Mailbox::close() {
  std::deque<Envelope> rest;
  std::shared_ptr<PendingReply> running;
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    rest.swap(queue_);
    running = running_;
  }
  if (running != nullptr) {
    running->ask_handler_to_stop();
  }
  return rest;
}

std::optional<Envelope> Mailbox::next() {
  std::shared_ptr<PendingReply> finished;  // let go after the lock: its last owner may run callbacks
  const std::scoped_lock lock(mutex_);
  finished.swap(running_);
  if (queue_.empty()) {
    scheduled_ = false;
    return std::nullopt;
  }
  std::optional<Envelope> envelope(std::move(queue_.front()));
  queue_.pop_front();
  running_ = envelope->reply;
  return envelope;
}

void Mailbox::run() noexcept {
  for (int handled = 0; handled < k_batch; ++handled) {
    std::optional<Envelope> envelope = next();
    if (!envelope) {
      return;
    }
    const std::scoped_lock lock(turn_);
    host_.handle(*this, std::move(*envelope));
  }
  host_.schedule(shared_from_this());
}

Agent& Mailbox::agent() {
  if (agent_ == nullptr) {
    agent_ = host_.make(id_);
  }
  return *agent_;
}

}  // namespace atlas::runtime
