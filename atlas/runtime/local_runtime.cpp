#include "atlas/runtime/local_runtime.hpp"

#include "atlas/runtime/errors.hpp"

#include <algorithm>
#include <stdexcept>

namespace atlas::runtime {

LocalRuntime::LocalRuntime(const RuntimeOptions& options)
    : clock_(options.clock == nullptr ? SystemClock::instance() : *options.clock),
      events_(options.events),
      mailbox_capacity_(options.mailbox_capacity),
      default_time_limit_(options.default_time_limit),
      timer_(std::make_shared<DeadlineTimer>(clock_)),
      pool_(options.workers) {}

LocalRuntime::~LocalRuntime() { close(); }

Result<void> LocalRuntime::register_type(const std::string& type, std::string description, AgentFactory factory) {
  if (const Result<void> valid = check(AgentId{type}); !valid) {
    return valid;
  }
  const std::unique_lock lock(mutex_);
  if (!types_.emplace(type, TypeEntry{std::move(description), std::move(factory)}).second) {
    return failure(k_already_registered("agent type '" + type + "' is registered already"));
  }
  const Result<std::string> added = subscriptions_.add(on_topic_prefix(type + ":", type));
  return added ? Result<void>() : failure(added.error());
}

Result<void> LocalRuntime::register_instance(const AgentId& id, std::unique_ptr<Agent> agent, std::string description) {
  if (const Result<void> valid = check(id); !valid) {
    return valid;
  }
  const std::unique_lock lock(mutex_);
  const auto [type, is_new] = types_.try_emplace(id.type, TypeEntry{std::move(description), nullptr});
  if ((!is_new && type->second.factory) || mailboxes_.contains(id)) {
    return failure(k_already_registered("agent '" + id.str() + "' is registered already"));
  }
  mailboxes_.emplace(id, new_mailbox(id, std::move(agent)));
  if (is_new) {
    (void)subscriptions_.add(on_topic_prefix(id.type + ":", id.type));
  }
  return {};
}

Result<std::string> LocalRuntime::subscribe(Subscription subscription) {
  const std::unique_lock lock(mutex_);
  return subscriptions_.add(std::move(subscription));
}

Result<void> LocalRuntime::unsubscribe(const std::string& subscription_id) {
  const std::unique_lock lock(mutex_);
  return subscriptions_.remove(subscription_id);
}

std::vector<Subscription> LocalRuntime::subscriptions() const {
  const std::shared_lock lock(mutex_);
  return subscriptions_.all();
}

void LocalRuntime::add_intervention(std::shared_ptr<Intervention> intervention) {
  interventions_.push_back(std::move(intervention));
}

void LocalRuntime::set_filter(std::shared_ptr<MessageFilter> filter) { filter_ = std::move(filter); }

std::unique_ptr<Agent> LocalRuntime::make(const AgentId& id) {
  AgentFactory factory;
  {
    const std::shared_lock lock(mutex_);
    factory = types_.find(id.type)->second.factory;
  }
  std::unique_ptr<Agent> agent = factory(id);
  if (agent == nullptr) {
    throw std::runtime_error("the factory made no agent");
  }
  return agent;
}

std::shared_ptr<Mailbox> LocalRuntime::new_mailbox(const AgentId& id, std::unique_ptr<Agent> agent) {
  Mailbox::Host& host = *this;
  return std::make_shared<Mailbox>(host, id, mailbox_capacity_, std::move(agent));
}

std::shared_ptr<Mailbox> LocalRuntime::find_mailbox(const AgentId& id) const {
  const std::shared_lock lock(mutex_);
  const auto it = mailboxes_.find(id);
  return it == mailboxes_.end() ? nullptr : it->second;
}

Result<std::shared_ptr<Mailbox>> LocalRuntime::mailbox(const AgentId& id) {
  if (std::shared_ptr<Mailbox> found = find_mailbox(id)) {
    return found;
  }
  return open_mailbox(id);
}

Result<std::shared_ptr<Mailbox>> LocalRuntime::open_mailbox(const AgentId& id) {
  if (const Result<void> valid = check(id); !valid) {
    return failure(valid.error());
  }
  const std::unique_lock lock(mutex_);
  if (stopped_) {
    return failure(k_stopped("agent " + id.str() + " takes no messages: the runtime has stopped"));
  }
  const auto type = types_.find(id.type);
  if (type == types_.end()) {
    return failure(k_unknown_agent("no agent type is named '" + id.type + "'"));
  }
  const auto known = mailboxes_.find(id);
  if (known != mailboxes_.end()) {
    return known->second;
  }
  if (!type->second.factory) {
    return failure(k_unknown_agent("agent type '" + id.type + "' has no instance '" + id.key + "'"));
  }
  return mailboxes_.emplace(id, new_mailbox(id, nullptr)).first->second;
}

Result<Json> LocalRuntime::metadata(const AgentId& id) const {
  const std::shared_lock lock(mutex_);
  const auto type = types_.find(id.type);
  if (type == types_.end()) {
    return failure(k_unknown_agent("no agent type is named '" + id.type + "'"));
  }
  return Json{{"type", id.type}, {"key", id.key}, {"description", type->second.description}};
}

std::vector<AgentId> LocalRuntime::live_agents() const {
  std::vector<AgentId> result;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [id, mailbox] : mailboxes_) {
      result.push_back(id);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

void LocalRuntime::emit(EventKind kind, const Envelope& envelope, const AgentId* receiver, MessageKind message_kind,
                        std::string_view reason) {
  if (events_ == nullptr) {
    return;
  }
  events_->on_event({kind, message_kind, envelope.message, envelope.sender ? &*envelope.sender : nullptr, receiver,
                     envelope.topic.get(), envelope.id, reason});
}

}  // namespace atlas::runtime
