#include "atlas/runtime/events.hpp"

#include "atlas/utils/log.hpp"

namespace atlas::runtime {
namespace {

std::string_view type_name(EventKind kind) {
  switch (kind) {
    case EventKind::sent:
    case EventKind::delivered:
      return "Message";
    case EventKind::dropped:
      return "MessageDropped";
    case EventKind::handler_failed:
      return "MessageHandlerException";
    case EventKind::construction_failed:
      return "AgentConstructionException";
  }
  return "Message";
}

std::string_view kind_name(MessageKind kind) {
  switch (kind) {
    case MessageKind::direct:
      return "MessageKind.DIRECT";
    case MessageKind::publish:
      return "MessageKind.PUBLISH";
    case MessageKind::respond:
      return "MessageKind.RESPOND";
  }
  return "MessageKind.DIRECT";
}

std::string receiver_name(const Event& event) {
  if (event.receiver != nullptr) {
    return event.receiver->str();
  }
  return event.topic == nullptr ? "" : event.topic->str();
}

bool is_failure(EventKind kind) { return kind == EventKind::handler_failed || kind == EventKind::construction_failed; }

}  // namespace

Json event_json(const Event& event, bool with_payload) {
  Json json{{"type", type_name(event.kind)},
            {"message_type", event.message.name()},
            {"message_id", event.message_id},
            {"sender", event.sender == nullptr ? Json(nullptr) : Json(event.sender->str())}};
  if (is_failure(event.kind)) {
    json["handling_agent"] = receiver_name(event);
    json["exception"] = event.reason;
  } else {
    json["receiver"] = receiver_name(event);
    json["kind"] = kind_name(event.message_kind);
  }
  if (event.kind == EventKind::sent || event.kind == EventKind::delivered) {
    json["delivery_stage"] = event.kind == EventKind::sent ? "DeliveryStage.SEND" : "DeliveryStage.DELIVER";
  } else if (event.kind == EventKind::dropped) {
    json["reason"] = event.reason;
  }
  if (with_payload) {
    json["payload"] = event.message.to_json().dump();
  }
  return json;
}

void LogEvents::on_event(const Event& event) noexcept {
  const log::Level level = is_failure(event.kind) ? log::Level::warning : log::Level::debug;
  if (!log::enabled(level)) {
    return;
  }
  try {
    log::write_json(level, "agent.message", event_json(event, false));
  } catch (const std::exception&) {
    // A log line that cannot be made must not disturb the delivery.
  }
}

}  // namespace atlas::runtime
