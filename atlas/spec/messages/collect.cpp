#include "atlas/spec/messages/collect.hpp"

namespace atlas::spec {

ATLAS_JSON(CollectRequest, operation);
ATLAS_JSON(FleetCollected, fleet, diagnostics);

}  // namespace atlas::spec
