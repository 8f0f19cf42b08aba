#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/collect.hpp"
#include "atlas/utils/file_system.hpp"

namespace atlas::agents {

/// Reads the fleet spec that an operation names, or first makes it in an interview with the agent `user_proxy`.
/// human_input_mode: ALWAYS asks every question, TERMINATE only what no answer, default or file gives, NEVER nothing.
/// Without `user_proxy` an interview that has to ask is refused with ATLAS-E7110.
class DataCollector final : public runtime::Agent {
 public:
  explicit DataCollector(FileSystem& files = real_file_system());

 private:
  spec::FleetCollected collect(const spec::CollectRequest& request, const runtime::Context& context);

  FileSystem& files_;
};

}  // namespace atlas::agents
