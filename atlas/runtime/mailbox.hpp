#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/runtime/ids.hpp"
#include "atlas/runtime/reply.hpp"
#include "atlas/runtime/worker_pool.hpp"
#include "atlas/spec/messages/message.hpp"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace atlas::runtime {

/// A message on its way to one agent.
struct Envelope {
  spec::Message message;
  std::optional<AgentId> sender;
  std::shared_ptr<const TopicId> topic;  ///< events only
  std::shared_ptr<PendingReply> reply;   ///< requests only
  std::stop_token stop;
  std::uint64_t id = 0;
};

/// One agent and its queue. Runs on one worker at a time, first in, first out. Thread-safe.
class Mailbox final : public Runnable, public std::enable_shared_from_this<Mailbox> {
 public:
  enum class Posted { queued, full, closed };

  /// What the mailbox needs of its runtime.
  class Host {
   public:
    virtual ~Host() = default;
    virtual std::unique_ptr<Agent> make(const AgentId& id) = 0;  ///< may throw
    virtual void handle(Mailbox& mailbox, Envelope envelope) noexcept = 0;
    virtual void schedule(std::shared_ptr<Mailbox> mailbox) = 0;
  };

  Mailbox(Host& host, AgentId id, std::size_t capacity, std::unique_ptr<Agent> agent = nullptr)
      : host_(host), id_(std::move(id)), capacity_(capacity), agent_(std::move(agent)) {}

  /// Takes the envelope only when it returns `queued`.
  Posted post(Envelope& envelope, bool ahead);

  /// No more messages are taken; what is queued comes back, and the running handler is asked to stop.
  std::deque<Envelope> close();

  /// A turn: handles up to k_batch messages, then lets other mailboxes run.
  void run() noexcept override;

  const AgentId& id() const { return id_; }
  /// Made by the factory on first use. Only inside a turn or `exclusive`. Throws what the factory throws.
  Agent& agent();

  /// Calls `use` with the agent (nullptr when it has not been made) between two handlers.
  template <class Use>
  void exclusive(Use use) {
    const std::scoped_lock lock(turn_);
    use(agent_.get());
  }

 private:
  static constexpr int k_batch = 64;
  std::optional<Envelope> next();

  Host& host_;
  const AgentId id_;
  const std::size_t capacity_;

  std::mutex turn_;  ///< held while a handler runs
  std::unique_ptr<Agent> agent_;

  std::mutex mutex_;
  std::deque<Envelope> queue_;
  std::shared_ptr<PendingReply> running_;
  bool scheduled_ = false;
  bool closed_ = false;
};

}  // namespace atlas::runtime
