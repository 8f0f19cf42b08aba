#pragma once

#include "atlas/utils/diagnostic.hpp"

namespace atlas::cli {

/// What the process answers to its caller. The numbers are a promise: scripts rely on them.
enum ExitCode : int {
  k_ok = 0,            ///< done, or no change
  k_error = 1,         ///< an error without a code of its own
  k_changes = 2,       ///< changes or drift are there
  k_spec_invalid = 3,  ///< the spec must be mended
  k_denied = 4,        ///< authentication or permission
  k_not_found = 5,
  k_refused = 6,        ///< by policy
  k_busy = 7,           ///< the cluster is busy, try again
  k_locked = 8,         ///< another run holds the lock, or frozen
  k_rolled_back = 9,    ///< apply failed and was undone
  k_needs_person = 10,  ///< apply failed and was not undone
  k_usage = 64,         ///< wrong command line
  k_interrupted = 130,
};

/// The code for a run that ended with these problems; `k_ok` when none is an error.
ExitCode exit_code_of(const Diagnostics& diagnostics);

/// Rows of the reference page: number and meaning.
struct ExitCodeRow {
  ExitCode code;
  const char* meaning;
};
const std::vector<ExitCodeRow>& exit_code_table();

}  // namespace atlas::cli
