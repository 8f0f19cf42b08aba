#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/clock.hpp"
#include "atlas/utils/file_system.hpp"

namespace atlas::agents {

struct OrchestratorSettings {
  Clock::Duration phase_limit;  ///< of one phase
  FileSystem* files = nullptr;  ///< borrowed; nullptr = the disk
};

/// Carries out an Operation: collect → validate → configure ∥ provision ∥ document → write (run.hpp holds the state
/// machine). Always answers with a report. Only its last phase touches the disk, and in one step, so that whatever
/// fails, is cancelled or runs out of time before leaves the output as it was.
class Orchestrator final : public runtime::Agent {
 public:
  explicit Orchestrator(const OrchestratorSettings& settings);

 private:
  spec::OperationReport operate(const spec::Operation& operation, const runtime::Context& context);

  const OrchestratorSettings settings_;
};

}  // namespace atlas::agents
