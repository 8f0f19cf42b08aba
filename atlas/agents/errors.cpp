#include "atlas/agents/errors.hpp"

namespace atlas::agents {

ATLAS_DIAGNOSTIC(k_incomplete_request, "ATLAS-E7101", error, "request lacks its main part",
                 "An agent was asked to work on a fleet or a blueprint, but the message holds none. The step before "
                 "failed, and whoever sent the request did not look at its result.");

}  // namespace atlas::agents
