#include "atlas/spec/messages/message.hpp"

namespace atlas::spec {
namespace {

ATLAS_DIAGNOSTIC(k_unknown_message, "ATLAS-E7011", error, "unknown message type",
                 "A message came in whose type name no part of this program knows. Sender and receiver are of "
                 "different versions, or the name is misspelt. Names carry their version, such as "
                 "atlas.Operation.v1; use the same ATLAS version at both ends.");

ATLAS_DIAGNOSTIC(k_bad_payload, "ATLAS-E7012", error, "message does not fit its type",
                 "The JSON of a message does not have the members that its type asks for, or a member is of another "
                 "kind. The message was refused and nothing was done with it.");

}  // namespace

Result<Message> Message::from_json(std::string_view name, const Json& json) {
  const MessageType* const* type = MessageTypes::find(name);
  if (type == nullptr) {
    return failure(k_unknown_message("no message type is named '" + std::string(name) + "'"));
  }
  try {
    return Message(*type, (*type)->from_json(json));
  } catch (const Json::exception& error) {
    return failure(k_bad_payload("the JSON of a message does not fit " + std::string(name)).because(error.what()));
  }
}

}  // namespace atlas::spec
