#include "atlas/utils/clock.hpp"

namespace atlas {

Clock::TimePoint SystemClock::now() const { return std::chrono::steady_clock::now(); }

void SystemClock::wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition,
                       TimePoint deadline) const {
  condition.wait_until(lock, deadline);
}

const SystemClock& SystemClock::instance() {
  static const SystemClock clock;
  return clock;
}

}  // namespace atlas
