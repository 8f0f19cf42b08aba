#pragma once

#include "atlas/spec/fleet.hpp"
#include "atlas/spec/messages/shared.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/yaml/value.hpp"

namespace atlas::spec {

/// A fleet inside a message. In the process it is the shared value; its JSON form also carries `Fleet::document` with
/// every position, so that a problem found at the other end of a wire still points to file, line and column:
///
///     {"fleet": {…}, "document": {…}, "positions": {
///        "sources": [{"file": "fleet.yaml", "text": "…"}],
///        "values":  [["/machines/0/name", source, line, column, key source, key line, key column], …]}}
///
/// Values stand in the order of the text, parents first; source -1 means that the place is unknown.
struct LocatedFleet {
  Shared<Fleet> value;

  LocatedFleet() = default;
  LocatedFleet(Shared<Fleet> fleet) : value(std::move(fleet)) {}  // NOLINT: stands for the pointer
  const Fleet& operator*() const { return *value; }
  const Fleet* operator->() const { return value.get(); }
  explicit operator bool() const { return value != nullptr; }
};
void to_json(Json& json, const LocatedFleet& fleet);
void from_json(const Json& json, LocatedFleet& fleet);

/// `positions` of a document, and the document that has them.
Json positions_of(const yaml::Value& document);
yaml::Value with_positions(const Json& document, const Json& positions);

}  // namespace atlas::spec
