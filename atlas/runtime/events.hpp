#pragma once

#include "atlas/runtime/ids.hpp"
#include "atlas/spec/messages/message.hpp"

#include <cstdint>
#include <string_view>

namespace atlas::runtime {

enum class EventKind { sent, delivered, dropped, handler_failed, construction_failed };
enum class MessageKind { direct, publish, respond };

/// One thing that happened to a message. References live as long as the call.
struct Event {
  EventKind kind = EventKind::sent;
  MessageKind message_kind = MessageKind::direct;
  const spec::Message& message;
  const AgentId* sender = nullptr;    ///< nullptr: from outside
  const AgentId* receiver = nullptr;  ///< nullptr: a topic
  const TopicId* topic = nullptr;
  std::uint64_t message_id = 0;
  std::string_view reason;  ///< dropped and failed: why
};

/// The event in the form of AutoGen's structured log (`autogen_core.events`): `type` is Message, MessageDropped,
/// MessageHandlerException or AgentConstructionException. The payload's text is made only when asked for.
Json event_json(const Event& event, bool with_payload);

/// Receives what happens in a runtime: the structured log, metrics, tests. Called from any thread, often at the same
/// time; must be quick and must not call the runtime. With no sink, no event is made.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) noexcept = 0;
};

/// Writes every event to the program's log: failures as warnings, the rest at level debug. Payloads are left out.
class LogEvents final : public EventSink {
 public:
  void on_event(const Event& event) noexcept override;
};

}  // namespace atlas::runtime
