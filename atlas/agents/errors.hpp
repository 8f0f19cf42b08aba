#pragma once

#include "atlas/utils/diagnostic.hpp"

/// Problems that more than one agent reports.
namespace atlas::agents {

extern const DiagnosticKind k_incomplete_request;

}  // namespace atlas::agents
