#pragma once

#include "atlas/utils/diagnostic.hpp"

/// The kinds of problem that the reader's files share.
namespace atlas::yaml {

extern const DiagnosticKind k_duplicate_key;
extern const DiagnosticKind k_tab;
extern const DiagnosticKind k_too_complex;
extern const DiagnosticKind k_key_not_string;
extern const DiagnosticKind k_unsupported;
extern const DiagnosticKind k_syntax;
extern const DiagnosticKind k_too_large;
extern const DiagnosticKind k_not_text;

}  // namespace atlas::yaml
