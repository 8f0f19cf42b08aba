#pragma once

#include "atlas/utils/clock.hpp"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace atlas::runtime {

class PendingReply;

/// Lets requests expire that nobody waits for in a thread. Its own thread starts with the first entry and is joined
/// by stop(). Thread-safe.
class DeadlineTimer {
 public:
  explicit DeadlineTimer(const Clock& clock) : clock_(clock) {}
  ~DeadlineTimer() { stop(); }

  void add(Clock::TimePoint deadline, std::weak_ptr<PendingReply> pending);
  void stop();

 private:
  void run();
  void fire_due(std::unique_lock<std::mutex>& lock);

  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Clock::TimePoint, std::weak_ptr<PendingReply>> entries_;
  std::size_t prune_at_ = 64;  ///< answered requests leave when there are that many
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace atlas::runtime
