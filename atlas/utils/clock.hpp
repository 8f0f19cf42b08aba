#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace atlas {

/// Time as the program sees it: monotonic, injected, so that tests move it and nothing sleeps. Thread-safe.
class Clock {
 public:
  using Duration = std::chrono::steady_clock::duration;
  using TimePoint = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;

  virtual TimePoint now() const = 0;

  /// Waits on `condition` with `lock` held, at most until `deadline`. May return early: callers look at their
  /// predicate and at now() again.
  virtual void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
                    TimePoint deadline) const = 0;
};

/// Waits until `ready()` or the deadline; returns ready().
template <class Predicate>
bool wait_until(const Clock& clock, std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
                Clock::TimePoint deadline, Predicate ready) {
  while (!ready()) {
    if (clock.now() >= deadline) {
      return false;
    }
    clock.wait(lock, condition, deadline);
  }
  return true;
}

class SystemClock final : public Clock {
 public:
  TimePoint now() const override;
  void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, TimePoint deadline) const override;

  /// The one that programs use.
  static const SystemClock& instance();
};

}  // namespace atlas
