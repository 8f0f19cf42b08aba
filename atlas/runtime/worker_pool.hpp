#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace atlas::runtime {

/// A piece of work for the pool. Must not throw.
class Runnable {
 public:
  virtual ~Runnable() = default;
  virtual void run() noexcept = 0;
};

/// Threads that run what is submitted, first come, first served. Threads start when there is work and nobody is free.
/// One that waits inside a BlockingScope does not count: another takes its place, so that handlers may wait for each
/// other without ever using the pool up. Thread-safe.
class WorkerPool {
 public:
  /// `workers`: how many run at once. `k_thread_limit` bounds all threads, the waiting ones included.
  explicit WorkerPool(std::size_t workers) : workers_(workers) {}
  ~WorkerPool() { join(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  static constexpr std::size_t k_thread_limit = 256;

  /// Ignored after join().
  void submit(std::shared_ptr<Runnable> work);

  /// Ends when everything that runs has returned; what has not started is let go. Not from a thread of the pool.
  void join();

  std::size_t threads() const;
  /// True on a thread of any pool.
  static bool on_worker_thread();

 private:
  friend class BlockingScope;
  void work();
  void grow_if_needed();
  void enter_blocking();
  void leave_blocking();

  const std::size_t workers_;
  mutable std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::shared_ptr<Runnable>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  std::size_t blocked_ = 0;
  bool stopping_ = false;
};

/// Tells the pool that this thread is going to wait for other work of the pool. Does nothing on other threads.
class BlockingScope {
 public:
  BlockingScope();
  ~BlockingScope();
  BlockingScope(const BlockingScope&) = delete;
  BlockingScope& operator=(const BlockingScope&) = delete;

 private:
  WorkerPool* pool_;
};

}  // namespace atlas::runtime
