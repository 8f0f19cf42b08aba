#pragma once

#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/catalogue.hpp"
#include "atlas/spec/messages/located_fleet.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/spec/messages/shared.hpp"
#include "atlas/utils/diagnostic.hpp"

#include <string>
#include <vector>

namespace atlas::spec {

/// To the validation agent: check the fleet and take every decision that it leaves open.
struct ValidateRequest {
  LocatedFleet fleet;
  std::vector<std::string> component_folders;  ///< beside the shipped ones
  std::string lock_path;                       ///< the earlier choices; need not exist
  Shared<Catalogue> catalogue;                 ///< not in the JSON form; an agent that gets none loads it
};
ATLAS_JSON_FORM(ValidateRequest);

/// Its answer. There is a blueprint when the diagnostics hold no error.
struct FleetValidated {
  Shared<Blueprint> blueprint;
  std::string lock_text;  ///< what the lock file has to hold from now on
  Diagnostics diagnostics;
  Shared<Catalogue> catalogue;  ///< not in the JSON form
};
ATLAS_JSON_FORM(FleetValidated);

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::ValidateRequest, "atlas.ValidateRequest.v1")
ATLAS_MESSAGE(atlas::spec::FleetValidated, "atlas.FleetValidated.v1")
