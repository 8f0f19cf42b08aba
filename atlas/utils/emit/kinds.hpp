#pragma once

#include "atlas/utils/diagnostic.hpp"

namespace atlas::emit {

extern const DiagnosticKind k_unwritable;  ///< ATLAS-E5006
extern const DiagnosticKind k_no_writer;   ///< ATLAS-E5007

}  // namespace atlas::emit
