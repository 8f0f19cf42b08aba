#include "atlas/runtime/errors.hpp"
#include "atlas/runtime/local_runtime.hpp"

#include <exception>

// Inside a worker: handler, answer, and the end of it all.
namespace atlas::runtime {
namespace {

const AgentId* address(const std::optional<AgentId>& id) { return id ? &*id : nullptr; }

std::string text_of(std::exception_ptr failed) {
  try {
    std::rethrow_exception(std::move(failed));
  } catch (const std::exception& error) {
    const std::string text = error.what();
    return text.empty() ? "exception without a text" : text;
  } catch (...) {
    return "exception of an unknown type";
  }
}

MessageKind kind_of(const Envelope& envelope) {
  return envelope.reply == nullptr ? MessageKind::publish : MessageKind::direct;
}

}  // namespace

void LocalRuntime::handle(Mailbox& mailbox, Envelope envelope) noexcept {
  const AgentId& self = mailbox.id();
  if (envelope.reply != nullptr && envelope.reply->resolved()) {
    emit(EventKind::dropped, envelope, &self, MessageKind::direct, "nobody waits for the answer any more");
    finish_one();
    return;
  }
  emit(EventKind::delivered, envelope, &self, kind_of(envelope));
  Result<spec::Message> outcome = run_handler(mailbox, envelope);
  if (!outcome) {
    report_failure(self, envelope, outcome.error());
  }
  if (envelope.reply != nullptr) {
    answer(self, envelope, std::move(outcome));
  }
  finish_one();
}

Result<spec::Message> LocalRuntime::run_handler(Mailbox& mailbox, const Envelope& envelope) noexcept {
  try {
    (void)mailbox.agent();
  } catch (...) {
    return failure(k_construction_failed("agent " + mailbox.id().str() + " could not be started")
                       .because(text_of(std::current_exception())));
  }
  try {
    return dispatch(mailbox, envelope);
  } catch (...) {
    return failure(
        k_handler_failed("agent " + mailbox.id().str() + " failed at " + std::string(envelope.message.name()))
            .because(text_of(std::current_exception())));
  }
}

Result<spec::Message> LocalRuntime::dispatch(Mailbox& mailbox, const Envelope& envelope) {
  const bool is_rpc = envelope.reply != nullptr;
  const Context context{.runtime = *this,
                        .self = mailbox.id(),
                        .sender = address(envelope.sender),
                        .topic = envelope.topic.get(),
                        .is_rpc = is_rpc,
                        .message_id = envelope.id,
                        .stop = envelope.stop,
                        .deadline = is_rpc ? std::optional(envelope.reply->deadline()) : std::nullopt};
  return mailbox.agent().dispatch(envelope.message, context);
}

void LocalRuntime::report_failure(const AgentId& agent, const Envelope& envelope, const Diagnostic& problem) {
  const bool construction = problem.id == k_construction_failed.id();
  emit(construction ? EventKind::construction_failed : EventKind::handler_failed, envelope, &agent, kind_of(envelope),
       problem.detail.empty() ? problem.summary : problem.detail);
}

void LocalRuntime::answer(const AgentId& from, const Envelope& envelope, Result<spec::Message> outcome) {
  if (outcome) {
    outcome = intervene(&Intervention::on_response, std::move(*outcome), {&from, address(envelope.sender), nullptr},
                        "answer");
  }
  if (events_ != nullptr && outcome) {
    const Envelope response{*outcome, from, nullptr, nullptr, {}, envelope.id};
    emit(EventKind::delivered, response, address(envelope.sender), MessageKind::respond);
  }
  envelope.reply->resolve(std::move(outcome));
}

void LocalRuntime::finish_one() {
  if (outstanding_.fetch_sub(1) == 1) {
    const std::scoped_lock lock(idle_mutex_);
    idle_.notify_all();
  }
}

void LocalRuntime::wait_idle() {
  std::unique_lock lock(idle_mutex_);
  idle_.wait(lock, [this] { return outstanding_.load() == 0; });
}

void LocalRuntime::stop_when_idle() {
  wait_idle();
  stop();
}

void LocalRuntime::refuse_all(std::deque<Envelope> envelopes) {
  for (Envelope& envelope : envelopes) {
    emit(EventKind::dropped, envelope, nullptr, kind_of(envelope), "the runtime has stopped");
    if (envelope.reply != nullptr) {
      envelope.reply->resolve(
          failure(k_stopped("the runtime stopped before " + std::string(envelope.message.name()) + " was handled")));
    }
  }
}

void LocalRuntime::stop() {
  std::vector<std::shared_ptr<Mailbox>> boxes;
  {
    const std::unique_lock lock(mutex_);
    stopped_ = true;
    for (const auto& [id, box] : mailboxes_) {
      boxes.push_back(box);
    }
  }
  stop_.request_stop();
  for (const std::shared_ptr<Mailbox>& box : boxes) {
    std::deque<Envelope> rest = box->close();
    const std::size_t count = rest.size();
    refuse_all(std::move(rest));
    for (std::size_t i = 0; i < count; ++i) {
      finish_one();
    }
  }
  std::vector<Held> held;
  {
    const std::scoped_lock lock(held_mutex_);
    held.swap(held_);
  }
  for (Held& entry : held) {
    std::deque<Envelope> one;
    one.push_back(std::move(entry.envelope));
    refuse_all(std::move(one));
  }
  pool_.join();
  timer_->stop();
}

void LocalRuntime::close() {
  stop();
  std::map<AgentId, std::shared_ptr<Mailbox>> boxes;
  {
    const std::unique_lock lock(mutex_);
    if (std::exchange(closed_, true)) {
      return;
    }
    boxes.insert(mailboxes_.begin(), mailboxes_.end());
  }
  for (const auto& [id, box] : boxes) {
    box->exclusive([](Agent* agent) {
      if (agent != nullptr) {
        agent->close();
      }
    });
  }
}

}  // namespace atlas::runtime
