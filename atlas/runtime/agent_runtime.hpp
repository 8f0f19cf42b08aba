#pragma once

#include "atlas/runtime/ids.hpp"
#include "atlas/runtime/reply.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/clock.hpp"

#include <optional>
#include <stop_token>
#include <vector>

namespace atlas::runtime {

struct SendOptions {
  std::optional<AgentId> sender = {};              ///< nothing: from outside
  std::optional<Clock::Duration> time_limit = {};  ///< nothing: the runtime's default
  std::stop_token cancellation = {};               ///< ends the wait at once and tells the handler
  bool await_answer = false;                       ///< cancellation tells the handler only; the wait goes on
};

struct PublishOptions {
  std::optional<AgentId> sender = {};  ///< does not get its own message
  std::stop_token cancellation = {};   ///< handlers can look at it
};

/// What became of an event: how many agents have it in their mailbox, and why others have not.
struct Published {
  std::size_t delivered = 0;
  std::vector<Diagnostic> refused;
};

/// What agents see of the world around them; the same agents run in the process or behind a wire. Thread-safe.
class AgentRuntime {
 public:
  virtual ~AgentRuntime() = default;

  /// Sends a request. Returns at once; the reply holds an answer or an error (ATLAS-E70xx) at the latest at the
  /// deadline. Messages from one thread to one agent arrive in order.
  virtual Reply send(const AgentId& target, spec::Message message, const SendOptions& options = {}) = 0;

  /// Sends an event to every agent that a subscription maps the topic to, each once, the sender excepted. Nobody
  /// answers; an agent that fails is logged and does not keep the others from being called.
  virtual Published publish(const TopicId& topic, spec::Message message, const PublishOptions& options = {}) = 0;

  virtual const Clock& clock() const = 0;
};

}  // namespace atlas::runtime
