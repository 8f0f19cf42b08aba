#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/runtime/agent_runtime.hpp"
#include "atlas/runtime/deadline_timer.hpp"
#include "atlas/runtime/events.hpp"
#include "atlas/runtime/intervention.hpp"
#include "atlas/runtime/mailbox.hpp"
#include "atlas/runtime/subscription.hpp"
#include "atlas/runtime/worker_pool.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace atlas::runtime {

using AgentFactory = std::function<std::unique_ptr<Agent>(const AgentId&)>;

struct RuntimeOptions {
  const Clock* clock = nullptr;         ///< borrowed; nullptr = the system's
  EventSink* events = nullptr;          ///< borrowed; nullptr = no events are made
  std::size_t workers = 4;              ///< handlers that run at once; waiting ones do not count
  std::size_t mailbox_capacity = 1024;  ///< messages that wait for one agent; more are refused with ATLAS-E7004
  Clock::Duration default_time_limit = std::chrono::seconds(30);
};

/// Agents in this process, with AutoGen's semantics; docs/runtime.md lists where it is stricter.
/// Thread-safe, except that interventions and the filter are set before the first message.
class LocalRuntime final : public AgentRuntime, private Mailbox::Host {
 public:
  explicit LocalRuntime(const RuntimeOptions& options = {});
  /// close().
  ~LocalRuntime() override;
  LocalRuntime(const LocalRuntime&) = delete;
  LocalRuntime& operator=(const LocalRuntime&) = delete;

  /// Agents of this type are made by `factory` when the first message for their key comes. Also subscribes the type
  /// to the topics that begin with `<type>:` (AutoGen's direct-message topic). Errors: ATLAS-E7002, E7014.
  Result<void> register_type(const std::string& type, std::string description, AgentFactory factory);
  /// One ready agent. A type has either a factory or instances. Errors: ATLAS-E7002, E7014.
  Result<void> register_instance(const AgentId& id, std::unique_ptr<Agent> agent, std::string description = "");

  /// Errors: ATLAS-E7002, E7014. Returns the subscription's id.
  Result<std::string> subscribe(Subscription subscription);
  Result<void> unsubscribe(const std::string& subscription_id);
  std::vector<Subscription> subscriptions() const;

  Reply send(const AgentId& target, spec::Message message, const SendOptions& options = {}) override;
  Published publish(const TopicId& topic, spec::Message message, const PublishOptions& options = {}) override;
  const Clock& clock() const override { return clock_; }

  template <class Response, class Request>
  ReplyOf<Response> call(const AgentId& target, Request request, const SendOptions& options = {}) {
    return ReplyOf<Response>(send(target, spec::Message::of(std::move(request)), options));
  }

  void add_intervention(std::shared_ptr<Intervention> intervention);
  void set_filter(std::shared_ptr<MessageFilter> filter);
  /// Puts the held messages into their mailboxes, in the order they were held or the other way round.
  void release_held(bool reversed = false);

  /// {"type/key": the agent's own object} for every agent that has been made. Waits for handlers that run; not from a
  /// handler.
  Json save_state();
  /// Gives each agent its part, making agents that are not there; parts of unknown types are skipped and named in
  /// the result. ATLAS-E7017 when the form is wrong or an agent refuses (those before it are loaded).
  Result<std::vector<std::string>> load_state(const Json& state);

  /// {type, key, description} of an agent type's instance. ATLAS-E7001.
  Result<Json> metadata(const AgentId& id) const;
  std::vector<AgentId> live_agents() const;

  /// Waits until no message is queued or being handled (held and lost ones do not count). Not from a handler.
  void wait_idle();
  /// wait_idle(), then stop().
  void stop_when_idle();
  /// Takes no more messages, answers the waiting ones with ATLAS-E7010, asks running handlers to stop and returns
  /// when every thread has ended. Callers whose handler still ran get its answer. Not from a handler.
  void stop();
  /// stop(), then Agent::close() for each live agent. Called twice it does nothing more.
  void close();

 private:
  struct TypeEntry {
    std::string description;
    AgentFactory factory;  ///< empty: instances only
  };
  struct Held {
    std::shared_ptr<Mailbox> mailbox;
    Envelope envelope;
  };

  std::unique_ptr<Agent> make(const AgentId& id) override;
  void handle(Mailbox& mailbox, Envelope envelope) noexcept override;
  void schedule(std::shared_ptr<Mailbox> mailbox) override { pool_.submit(std::move(mailbox)); }

  std::shared_ptr<Mailbox> new_mailbox(const AgentId& id, std::unique_ptr<Agent> agent);
  Result<std::shared_ptr<Mailbox>> mailbox(const AgentId& id);
  std::shared_ptr<Mailbox> find_mailbox(const AgentId& id) const;
  Result<std::shared_ptr<Mailbox>> open_mailbox(const AgentId& id);
  Result<void> deliver(const AgentId& target, Envelope& envelope);
  Result<void> post(const std::shared_ptr<Mailbox>& mailbox, Envelope& envelope, bool ahead);
  Result<spec::Message> run_handler(Mailbox& mailbox, const Envelope& envelope) noexcept;
  Result<spec::Message> dispatch(Mailbox& mailbox, const Envelope& envelope);
  void answer(const AgentId& from, const Envelope& envelope, Result<spec::Message> outcome);
  void report_failure(const AgentId& agent, const Envelope& envelope, const Diagnostic& problem);
  void finish_one();
  void refuse_all(std::deque<Envelope> envelopes);

  using Hook = Verdict (Intervention::*)(const spec::Message&, const Route&);
  Result<spec::Message> intervene(Hook hook, spec::Message message, const Route& route, std::string_view operation);
  void emit(EventKind kind, const Envelope& envelope, const AgentId* receiver, MessageKind message_kind,
            std::string_view reason = {});

  const Clock& clock_;
  EventSink* const events_;
  const std::size_t mailbox_capacity_;
  const Clock::Duration default_time_limit_;
  std::shared_ptr<DeadlineTimer> timer_;
  std::vector<std::shared_ptr<Intervention>> interventions_;
  std::shared_ptr<MessageFilter> filter_;

  mutable std::shared_mutex mutex_;  ///< guards the next five
  std::map<std::string, TypeEntry, std::less<>> types_;
  std::unordered_map<AgentId, std::shared_ptr<Mailbox>> mailboxes_;
  SubscriptionTable subscriptions_;
  bool stopped_ = false;
  bool closed_ = false;

  std::mutex held_mutex_;
  std::vector<Held> held_;

  std::stop_source stop_;
  std::atomic<std::uint64_t> next_id_ = 1;
  std::atomic<std::size_t> outstanding_ = 0;
  std::mutex idle_mutex_;
  std::condition_variable idle_;

  WorkerPool pool_;  ///< last: its threads use all of the above
};

}  // namespace atlas::runtime
