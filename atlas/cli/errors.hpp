#pragma once

#include "atlas/utils/diagnostic.hpp"

namespace atlas::cli {

extern const DiagnosticKind k_unknown_verb;      ///< E8001
extern const DiagnosticKind k_unknown_flag;      ///< E8002
extern const DiagnosticKind k_bad_argument;      ///< E8003
extern const DiagnosticKind k_missing_argument;  ///< E8004
extern const DiagnosticKind k_unknown_name;      ///< E8005

}  // namespace atlas::cli
