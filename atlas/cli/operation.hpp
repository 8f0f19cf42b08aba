#pragma once

#include "atlas/cli/flags.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/result.hpp"

namespace atlas::cli {

/// The setting max-machines as a number; ATLAS-E8003 when it is none.
Result<int> max_machines();

/// Options of every verb that reads a spec.
void declare_spec(Flags& flags, spec::Operation& operation);

/// Sends the operation to the agents and waits for the report. An interrupt stops it at the next step, cleanly.
struct OperationResult {
  spec::OperationReport report;
  int code = k_ok;  ///< 130 after an interrupt, else from the diagnostics
};
OperationResult run_operation(spec::Operation operation);

}  // namespace atlas::cli
