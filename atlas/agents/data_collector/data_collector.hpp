#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/collect.hpp"

namespace atlas::agents {

/// Reads the fleet spec that an operation names. human_input_mode: NEVER and TERMINATE read the file; ALWAYS needs a
/// person to talk to and is refused with ATLAS-E7110 where there is none.
class DataCollector final : public runtime::Agent {
 public:
  DataCollector();

 private:
  spec::FleetCollected collect(const spec::CollectRequest& request, const runtime::Context& context);
};

}  // namespace atlas::agents
