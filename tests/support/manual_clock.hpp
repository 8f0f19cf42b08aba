#pragma once

#include "atlas/utils/clock.hpp"

#include <atomic>
#include <chrono>

namespace atlas::test {

/// Time that stands still until a test moves it.
class ManualClock final : public Clock {
 public:
  TimePoint now() const override { return TimePoint(Duration(ticks_.load())); }

  /// Those who wait look again within a millisecond of real time: simpler than keeping track of them.
  void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, TimePoint) const override {
    condition.wait_for(lock, std::chrono::milliseconds(1));
  }

  void advance(Duration by) { ticks_ += by.count(); }

 private:
  std::atomic<Duration::rep> ticks_ = Duration(std::chrono::hours(1)).count();
};

}  // namespace atlas::test
