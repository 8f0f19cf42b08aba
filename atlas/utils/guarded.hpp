#pragma once

#include <mutex>
#include <utility>

namespace atlas {

/// Data inside its lock: reachable only while the lock is held.
///   Guarded<std::map<…>> jobs;   jobs.with([](auto& map) { map.clear(); });
template <class T>
class Guarded {
 public:
  Guarded() = default;
  explicit Guarded(T value) : value_(std::move(value)) {}

  /// Calls `use` with the value while holding the lock; returns what it returns. Not recursive.
  template <class Use>
  decltype(auto) with(Use&& use) {
    const std::scoped_lock lock(mutex_);
    return std::forward<Use>(use)(value_);
  }
  template <class Use>
  decltype(auto) with(Use&& use) const {
    const std::scoped_lock lock(mutex_);
    return std::forward<Use>(use)(std::as_const(value_));
  }

 private:
  mutable std::mutex mutex_;
  T value_;
};

}  // namespace atlas
