#pragma once

#include "atlas/runtime/ids.hpp"
#include "atlas/spec/messages/message.hpp"

#include <optional>
#include <string>
#include <utility>

namespace atlas::runtime {

/// Who talks to whom. Pointers live as long as the call.
struct Route {
  const AgentId* sender = nullptr;    ///< nullptr: from outside
  const AgentId* receiver = nullptr;  ///< nullptr: a topic, or a caller outside
  const TopicId* topic = nullptr;
};

/// What an intervention handler wants done with a message.
class Verdict {
 public:
  static Verdict keep() { return {}; }
  static Verdict replace(spec::Message message) { return Verdict(std::move(message), std::nullopt); }
  /// The reason goes to the caller (ATLAS-E7005) and to the log.
  static Verdict drop(std::string reason) { return Verdict({}, std::move(reason)); }

  const spec::Message& replacement() const { return replacement_; }
  const std::optional<std::string>& veto() const { return veto_; }

 private:
  Verdict() = default;
  Verdict(spec::Message replacement, std::optional<std::string> veto)
      : replacement_(std::move(replacement)), veto_(std::move(veto)) {}

  spec::Message replacement_;
  std::optional<std::string> veto_;
};

/// Sees every message of a runtime before it goes on, and may change or stop it. Handlers are chained: each sees what
/// the one before made of the message, and a veto ends the chain. An exception counts as a veto with its text.
/// Called on the sender's thread, answers on the handler's; must be thread-safe.
class Intervention {
 public:
  virtual ~Intervention() = default;
  virtual Verdict on_send(const spec::Message& /*message*/, const Route& /*route*/) { return Verdict::keep(); }
  virtual Verdict on_publish(const spec::Message& /*message*/, const Route& /*route*/) { return Verdict::keep(); }
  /// For answers that are no errors.
  virtual Verdict on_response(const spec::Message& /*message*/, const Route& /*route*/) { return Verdict::keep(); }
};

/// For tests: what to do with a message just before it enters a mailbox, by type or receiver.
class MessageFilter {
 public:
  enum class Action {
    pass,
    lose,   ///< as a wire would lose it: nobody is told, a caller's deadline ends its wait
    hold,   ///< kept aside until LocalRuntime::release_held()
    first,  ///< ahead of what the mailbox holds already
  };

  virtual ~MessageFilter() = default;
  /// Called from any thread.
  virtual Action inspect(const spec::Message& message, const Route& route) = 0;
};

}  // namespace atlas::runtime
