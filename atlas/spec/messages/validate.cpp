#include "atlas/spec/messages/validate.hpp"

namespace atlas::spec {

ATLAS_JSON(ValidateRequest, fleet, component_folders, lock_path);
ATLAS_JSON(FleetValidated, blueprint, lock_text, diagnostics);

}  // namespace atlas::spec
