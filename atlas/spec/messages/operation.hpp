#pragma once

#include "atlas/spec/messages/human_input.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace atlas::spec {

/// How far an operation goes: each includes the ones before it.
enum class Goal { collect, validate, generate };
NLOHMANN_JSON_SERIALIZE_ENUM(Goal,
                             {{Goal::collect, "collect"}, {Goal::validate, "validate"}, {Goal::generate, "generate"}})

/// AutoGen's human_input_mode: ALWAYS asks everything, TERMINATE only what is missing, NEVER nothing.
enum class HumanInputMode { always, terminate, never };
NLOHMANN_JSON_SERIALIZE_ENUM(HumanInputMode, {{HumanInputMode::always, "ALWAYS"},
                                              {HumanInputMode::terminate, "TERMINATE"},
                                              {HumanInputMode::never, "NEVER"}})

/// What a front end (command line, later REST) asks of the orchestrator. The only way in.
struct Operation {
  Goal goal = Goal::generate;
  std::string spec_path;
  std::string output_path = "output";
  std::optional<std::string> environment;      ///< overrides the spec's
  std::optional<std::string> lock_path;        ///< default: <spec without .yaml>.lock.yaml beside the spec
  std::vector<std::string> template_folders;   ///< searched before the shipped ones
  std::vector<std::string> component_folders;  ///< more components, beside the shipped ones
  int max_machines = 50;
  bool dry_run = false;  ///< compute and compare, write nothing
  bool force = false;    ///< overwrite files that a person edited
  HumanInputMode human_input_mode = HumanInputMode::never;
  std::optional<InterviewOptions> interview;  ///< make the spec in an interview first
};
ATLAS_JSON_FORM(Operation);

/// One phase of the state machine, as it ended.
struct PhaseReport {
  std::string name;  ///< collect, validate, configure, provision, document, write
  std::string agent;
  std::string result;            ///< ok, failed, cancelled, skipped
  std::int64_t duration_us = 0;  ///< for logs and views; never in the output tree
};
ATLAS_JSON_FORM(PhaseReport);

/// One file of the output compared with the disk.
struct FileChange {
  std::string path;
  std::string change;  ///< added, changed, removed, unchanged, edited (by a person; kept), conflict (edited and wanted
                       ///< different)
  std::string diff;    ///< unified, only where asked (dry run, edited files)
};
ATLAS_JSON_FORM(FileChange);

/// The answer to an Operation.
struct OperationReport {
  bool succeeded = false;
  Diagnostics diagnostics;
  std::vector<PhaseReport> phases;
  std::vector<FileChange> files;        ///< by path; only goal generate
  std::optional<FileChange> lock_file;  ///< when it is written, or would be (dry run)
  Json fleet = nullptr;                 ///< the normalised Fleet (goal collect and up, when it could be read)
  Json blueprint = nullptr;             ///< goal validate and up, when it could be made
};
ATLAS_JSON_FORM(OperationReport);

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::Operation, "atlas.Operation.v1")
ATLAS_MESSAGE(atlas::spec::OperationReport, "atlas.OperationReport.v1")
