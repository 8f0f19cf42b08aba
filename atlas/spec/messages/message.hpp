#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/registry.hpp"
#include "atlas/utils/result.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace atlas::spec {

/// A kind of message: its stable name and its JSON form. Names are versioned (`atlas.FleetCollected.v1`) and never
/// reused: they are what stands on the wire.
struct MessageType {
  std::string_view name;
  Json (*to_json)(const void* payload) = nullptr;
  /// Throws Json::exception when the text does not fit; use `Message::from_json`.
  std::shared_ptr<const void> (*from_json)(const Json& json) = nullptr;
};

/// Specialised by ATLAS_MESSAGE: the name of T.
template <class T>
struct MessageName;

/// The type object of T; equal types have equal addresses.
template <class T>
inline constexpr MessageType message_type{
    MessageName<T>::value, [](const void* payload) { return Json(*static_cast<const T*>(payload)); },
    [](const Json& json) -> std::shared_ptr<const void> { return std::make_shared<const T>(json.get<T>()); }};

/// Every message type of the program, by name.
using MessageTypes = Registry<const MessageType*>;

/// Gives a struct with a JSON form (ATLAS_JSON_FORM) its name on the wire. At namespace scope `atlas::spec` or in the
/// global namespace, in the header of the struct.
#define ATLAS_MESSAGE(type, text)                                                                           \
  template <>                                                                                               \
  struct atlas::spec::MessageName<type> {                                                                   \
    static constexpr std::string_view value = text;                                                         \
    static inline const bool registered =                                                                   \
        ::atlas::spec::MessageTypes::add(std::string(value), &::atlas::spec::message_type<type>, __FILE__); \
  };

/// A message: a type and a shared payload that nobody changes. Copying copies two pointers; the JSON form is made
/// only when somebody asks. Default-made ones hold nothing.
class Message {
 public:
  Message() = default;

  template <class T>
  static Message of(T payload) {
    return share(std::make_shared<const T>(std::move(payload)));
  }
  template <class T>
  static Message share(std::shared_ptr<const T> payload) {
    return Message(&message_type<T>, std::move(payload));
  }
  /// ATLAS-E7011 when no type has that name, ATLAS-E7012 when the JSON does not fit it.
  static Result<Message> from_json(std::string_view name, const Json& json);

  explicit operator bool() const { return type_ != nullptr; }
  const MessageType* type() const { return type_; }
  std::string_view name() const { return type_ == nullptr ? std::string_view() : type_->name; }
  Json to_json() const { return type_ == nullptr ? Json() : type_->to_json(payload_.get()); }

  /// The payload, or nullptr when it is of another type.
  template <class T>
  const T* get() const {
    return type_ == &message_type<T> ? static_cast<const T*>(payload_.get()) : nullptr;
  }
  template <class T>
  std::shared_ptr<const T> shared() const {
    return type_ == &message_type<T> ? std::static_pointer_cast<const T>(payload_) : nullptr;
  }

 private:
  Message(const MessageType* type, std::shared_ptr<const void> payload) : type_(type), payload_(std::move(payload)) {}

  const MessageType* type_ = nullptr;
  std::shared_ptr<const void> payload_;
};

}  // namespace atlas::spec
