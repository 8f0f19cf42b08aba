#pragma once

#include "atlas/planner/steps.hpp"

namespace atlas::planner {

/// Adds to the blueprint's components the secrets that parameters name: every string that starts with `vault_` and
/// whose key ends in `_variable`, at any depth. A name stands once in a fleet, at the first component that has it:
/// one secret is made and asked for once, however many use it. Needs the components' own secrets to be there.
void add_named_secrets(Draft& draft);

}  // namespace atlas::planner
