#pragma once

#include "atlas/spec/messages/message.hpp"

namespace atlas::spec {

/// The answer of a handler that has nothing to say: every request gets one.
struct Done {
  friend void to_json(Json& json, const Done&) { json = Json::object(); }
  friend void from_json(const Json&, Done&) {}
};

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::Done, "atlas.Done.v1")
