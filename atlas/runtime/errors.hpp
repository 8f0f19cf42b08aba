#pragma once

#include "atlas/utils/diagnostic.hpp"

/// The problems of the runtime; the texts stand in errors.cpp.
namespace atlas::runtime {

extern const DiagnosticKind k_unknown_agent;
extern const DiagnosticKind k_bad_name;
extern const DiagnosticKind k_unhandled;
extern const DiagnosticKind k_mailbox_full;
extern const DiagnosticKind k_vetoed;
extern const DiagnosticKind k_handler_failed;
extern const DiagnosticKind k_construction_failed;
extern const DiagnosticKind k_deadline;
extern const DiagnosticKind k_cancelled;
extern const DiagnosticKind k_stopped;
extern const DiagnosticKind k_unexpected_answer;
extern const DiagnosticKind k_already_registered;
extern const DiagnosticKind k_unknown_subscription;
extern const DiagnosticKind k_unwired;
extern const DiagnosticKind k_bad_state;

}  // namespace atlas::runtime
