#pragma once

#include "atlas/utils/diagnostic.hpp"

namespace atlas::agents {

extern const DiagnosticKind k_interview_needs_terminal;

}  // namespace atlas::agents
