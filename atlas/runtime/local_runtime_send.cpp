#include "atlas/runtime/errors.hpp"
#include "atlas/runtime/local_runtime.hpp"

#include <exception>
#include <set>

// The way in: interventions, filter, mailbox.
namespace atlas::runtime {
namespace {

const AgentId* address(const std::optional<AgentId>& id) { return id ? &*id : nullptr; }

MessageKind kind_of(const Envelope& envelope) {
  return envelope.reply == nullptr ? MessageKind::publish : MessageKind::direct;
}

Verdict ask(Intervention& intervention, Verdict (Intervention::*hook)(const spec::Message&, const Route&),
            const spec::Message& message, const Route& route) {
  try {
    return (intervention.*hook)(message, route);
  } catch (const std::exception& error) {
    return Verdict::drop(error.what());
  } catch (...) {
    return Verdict::drop("unknown exception");
  }
}

}  // namespace

Result<spec::Message> LocalRuntime::intervene(Hook hook, spec::Message message, const Route& route,
                                              std::string_view operation) {
  for (const std::shared_ptr<Intervention>& intervention : interventions_) {
    const Verdict verdict = ask(*intervention, hook, message, route);
    if (verdict.veto()) {
      const std::string reason = verdict.veto()->empty() ? "no reason given" : *verdict.veto();
      return failure(
          k_vetoed(std::string(operation) + " " + std::string(message.name()) + " was stopped").because(reason));
    }
    if (verdict.replacement()) {
      message = verdict.replacement();
    }
  }
  return message;
}

Reply LocalRuntime::send(const AgentId& target, spec::Message message, const SendOptions& options) {
  const Clock::TimePoint deadline = clock_.now() + options.time_limit.value_or(default_time_limit_);
  auto reply = std::make_shared<PendingReply>(clock_, timer_, target, message.name(), deadline);
  reply->follow(options.cancellation, options.await_answer);
  Envelope envelope{std::move(message), options.sender, nullptr, reply, reply->handler_stop(), next_id_++};
  emit(EventKind::sent, envelope, &target, MessageKind::direct);

  Result<spec::Message> passed =
      intervene(&Intervention::on_send, envelope.message, {address(envelope.sender), &target, nullptr}, "request");
  if (!passed) {
    emit(EventKind::dropped, envelope, &target, MessageKind::direct, passed.error().detail);
    reply->resolve(failure(std::move(passed.error())));
    return Reply(reply);
  }
  envelope.message = std::move(*passed);
  if (Result<void> delivered = deliver(target, envelope); !delivered) {
    emit(EventKind::dropped, envelope, &target, MessageKind::direct, delivered.error().summary);
    reply->resolve(failure(std::move(delivered.error())));
  }
  return Reply(reply);
}

Published LocalRuntime::publish(const TopicId& topic, spec::Message message, const PublishOptions& options) {
  Published result;
  if (const Result<void> valid = check(topic); !valid) {
    result.refused.push_back(valid.error());
    return result;
  }
  const auto shared_topic = std::make_shared<const TopicId>(topic);
  Envelope event{std::move(message), options.sender, shared_topic, nullptr, options.cancellation, next_id_++};
  if (!event.stop.stop_possible()) {
    event.stop = stop_.get_token();
  }
  emit(EventKind::sent, event, nullptr, MessageKind::publish);

  const Route route{address(event.sender), nullptr, &topic};
  Result<spec::Message> passed = intervene(&Intervention::on_publish, event.message, route, "event");
  if (!passed) {
    emit(EventKind::dropped, event, nullptr, MessageKind::publish, passed.error().detail);
    result.refused.push_back(std::move(passed.error()));
    return result;
  }
  event.message = std::move(*passed);

  std::set<AgentId> receivers;
  {
    const std::shared_lock lock(mutex_);
    receivers = subscriptions_.receivers(topic);
  }
  for (const AgentId& receiver : receivers) {
    if (event.sender && *event.sender == receiver) {
      continue;
    }
    Envelope copy = event;
    if (Result<void> delivered = deliver(receiver, copy); delivered) {
      ++result.delivered;
    } else {
      emit(EventKind::dropped, event, &receiver, MessageKind::publish, delivered.error().summary);
      result.refused.push_back(std::move(delivered.error()));
    }
  }
  return result;
}

Result<void> LocalRuntime::deliver(const AgentId& target, Envelope& envelope) {
  Result<std::shared_ptr<Mailbox>> box = mailbox(target);
  if (!box) {
    return failure(std::move(box.error()));
  }
  bool ahead = false;
  if (filter_ != nullptr) {
    switch (filter_->inspect(envelope.message, {address(envelope.sender), &target, envelope.topic.get()})) {
      case MessageFilter::Action::pass:
        break;
      case MessageFilter::Action::first:
        ahead = true;
        break;
      case MessageFilter::Action::lose:
        emit(EventKind::dropped, envelope, &target, kind_of(envelope), "lost by the filter");
        return {};
      case MessageFilter::Action::hold: {
        const std::scoped_lock lock(held_mutex_);
        held_.push_back({std::move(*box), std::move(envelope)});
        return {};
      }
    }
  }
  return post(*box, envelope, ahead);
}

Result<void> LocalRuntime::post(const std::shared_ptr<Mailbox>& mailbox, Envelope& envelope, bool ahead) {
  ++outstanding_;
  const Mailbox::Posted posted = mailbox->post(envelope, ahead);
  if (posted == Mailbox::Posted::queued) {
    return {};
  }
  finish_one();
  const std::string agent = "agent " + mailbox->id().str();
  if (posted == Mailbox::Posted::closed) {
    return failure(k_stopped(agent + " takes no messages: the runtime has stopped"));
  }
  return failure(k_mailbox_full(agent + " has " + std::to_string(mailbox_capacity_) + " messages waiting already"));
}

void LocalRuntime::release_held(bool reversed) {
  std::vector<Held> held;
  {
    const std::scoped_lock lock(held_mutex_);
    held.swap(held_);
  }
  if (reversed) {
    std::reverse(held.begin(), held.end());
  }
  for (Held& entry : held) {
    const Result<void> posted = post(entry.mailbox, entry.envelope, false);
    if (!posted && entry.envelope.reply != nullptr) {
      entry.envelope.reply->resolve(failure(posted.error()));
    }
  }
}

}  // namespace atlas::runtime
