#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/validate.hpp"

namespace atlas::agents {

/// Checks a fleet against every rule of rules/, and when none objects, takes every decision that it leaves open
/// (planner), keeping the choices of the lock file. Reads components, OS list, settings and lock file; writes nothing.
class Validation final : public runtime::Agent {
 public:
  Validation();

 private:
  spec::FleetValidated validate(const spec::ValidateRequest& request, const runtime::Context& context);
};

}  // namespace atlas::agents
