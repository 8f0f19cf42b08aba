#pragma once

#include "atlas/utils/diagnostic.hpp"

#include <string>
#include <system_error>

namespace atlas::state {

extern const DiagnosticKind k_unsafe_path;       ///< E6001
extern const DiagnosticKind k_symlink;           ///< E6002
extern const DiagnosticKind k_foreign_folder;    ///< E6003
extern const DiagnosticKind k_in_the_way;        ///< E6004
extern const DiagnosticKind k_locked;            ///< E6005
extern const DiagnosticKind k_disk;              ///< E6006
extern const DiagnosticKind k_leftover;          ///< E6007
extern const DiagnosticKind k_broken_manifest;   ///< E6008
extern const DiagnosticKind k_in_use;            ///< E6009
extern const DiagnosticKind k_edited;            ///< W6020
extern const DiagnosticKind k_useless_override;  ///< W6021
extern const DiagnosticKind k_rescued;           ///< W6022
extern const DiagnosticKind k_not_cleaned;       ///< W6023

/// E6006: "cannot VERB PATH", the system's reason, and what helps against it.
Diagnostic disk_error(const std::string& verb, const std::string& path, std::error_code code);

}  // namespace atlas::state
