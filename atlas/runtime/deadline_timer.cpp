#include "atlas/runtime/deadline_timer.hpp"

#include "atlas/runtime/reply.hpp"

#include <chrono>

namespace atlas::runtime {

void DeadlineTimer::add(Clock::TimePoint deadline, std::weak_ptr<PendingReply> pending) {
  const std::scoped_lock lock(mutex_);
  if (stopping_) {
    return;
  }
  if (entries_.size() >= prune_at_) {
    std::erase_if(entries_, [](const auto& entry) { return entry.second.expired(); });
    prune_at_ = 64 + 2 * entries_.size();
  }
  entries_.emplace(deadline, std::move(pending));
  if (!thread_.joinable()) {
    thread_ = std::thread([this] { run(); });
  }
  changed_.notify_one();
}

void DeadlineTimer::stop() {
  std::thread thread;
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
    thread.swap(thread_);
  }
  if (thread.joinable()) {
    thread.join();
  }
}

void DeadlineTimer::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (entries_.empty()) {
      changed_.wait(lock);
    } else if (clock_.now() < entries_.begin()->first) {
      clock_.wait(lock, changed_, entries_.begin()->first);
    } else {
      fire_due(lock);
    }
  }
}

void DeadlineTimer::fire_due(std::unique_lock<std::mutex>& lock) {
  const auto node = entries_.extract(entries_.begin());
  lock.unlock();
  if (const std::shared_ptr<PendingReply> pending = node.mapped().lock()) {
    pending->expire();
  }
  lock.lock();
}

}  // namespace atlas::runtime
