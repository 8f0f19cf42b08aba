#pragma once

#include "atlas/spec/messages/located_fleet.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/diagnostic.hpp"

namespace atlas::spec {

/// To the data collector: read what the operation names.
struct CollectRequest {
  Operation operation;
};
ATLAS_JSON_FORM(CollectRequest);

/// Its answer. There is a fleet when the diagnostics hold no error.
struct FleetCollected {
  LocatedFleet fleet;
  Diagnostics diagnostics;
};
ATLAS_JSON_FORM(FleetCollected);

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::CollectRequest, "atlas.CollectRequest.v1")
ATLAS_MESSAGE(atlas::spec::FleetCollected, "atlas.FleetCollected.v1")
