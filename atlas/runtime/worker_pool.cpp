#include "atlas/runtime/worker_pool.hpp"

#include <stdexcept>

namespace atlas::runtime {
namespace {

thread_local WorkerPool* current_pool = nullptr;

}  // namespace

bool WorkerPool::on_worker_thread() { return current_pool != nullptr; }

void WorkerPool::submit(std::shared_ptr<Runnable> work) {
  bool wake = false;
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_) {
      return;
    }
    queue_.push_back(std::move(work));
    wake = idle_ > 0;
    grow_if_needed();
  }
  if (wake) {
    more_.notify_one();
  }
}

// Counts queued work against idle threads rather than asking "is one idle": a woken thread is idle until it has the
// lock again, and a second piece of work must not rely on it.
void WorkerPool::grow_if_needed() {
  const bool all_busy = queue_.size() > idle_;
  if (!stopping_ && all_busy && threads_.size() - blocked_ < workers_ && threads_.size() < k_thread_limit) {
    threads_.emplace_back([this] { work(); });
  }
}

void WorkerPool::work() {
  current_pool = this;
  std::unique_lock lock(mutex_);
  while (true) {
    while (queue_.empty() && !stopping_) {
      ++idle_;
      more_.wait(lock);
      --idle_;
    }
    if (stopping_) {
      return;
    }
    std::shared_ptr<Runnable> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work->run();
    work.reset();
    lock.lock();
  }
}

void WorkerPool::join() {
  if (current_pool == this) {
    throw std::logic_error("a worker pool cannot be joined from one of its own threads");
  }
  std::vector<std::thread> threads;
  std::deque<std::shared_ptr<Runnable>> dropped;
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
    threads.swap(threads_);
  }
  more_.notify_all();
  for (std::thread& thread : threads) {
    thread.join();
  }
}

std::size_t WorkerPool::threads() const {
  const std::scoped_lock lock(mutex_);
  return threads_.size();
}

void WorkerPool::enter_blocking() {
  const std::scoped_lock lock(mutex_);
  ++blocked_;
  grow_if_needed();
}

void WorkerPool::leave_blocking() {
  const std::scoped_lock lock(mutex_);
  --blocked_;
}

BlockingScope::BlockingScope() : pool_(current_pool) {
  if (pool_ != nullptr) {
    pool_->enter_blocking();
  }
}

BlockingScope::~BlockingScope() {
  if (pool_ != nullptr) {
    pool_->leave_blocking();
  }
}

}  // namespace atlas::runtime
