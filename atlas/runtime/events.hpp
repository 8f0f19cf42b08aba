#pragma once

#include "atlas/runtime/ids.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace atlas::runtime {

enum class EventKind { sent, delivered, answered, dropped, handler_failed, construction_failed };
enum class MessageKind { direct, publish, respond };

/// One thing that happened to a message. References live as long as the call.
struct Event {
  EventKind kind = EventKind::sent;
  MessageKind message_kind = MessageKind::direct;
  const spec::Message& message;
  const AgentId* sender = nullptr;    ///< nullptr: from outside
  const AgentId* receiver = nullptr;  ///< nullptr: a topic, or nobody yet
  const TopicId* topic = nullptr;
  std::uint64_t message_id = 0;
  std::string_view reason;  ///< dropped and failed: why
};

/// AutoGen's form of the event (`autogen_core.events`), with or without the payload's text.
Json to_json(const Event& event, bool with_payload);

/// What an agent tells the log: a name such as `phase.end` and its fields.
struct Note {
  const AgentId& agent;
  Severity severity = Severity::note;
  std::string_view name;
  const Json& fields;
};

/// Receives what happens in a runtime: the structured log, metrics, tests. Called from any thread, often at the same
/// time; must be quick and must not call the runtime.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) noexcept = 0;
  virtual void on_note(const Note& note) noexcept = 0;
};

}  // namespace atlas::runtime
