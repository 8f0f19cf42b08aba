#include "atlas/spec/messages/operation.hpp"

namespace atlas::spec {

ATLAS_JSON(Operation, goal, spec_path, output_path, environment, lock_path, template_folders, component_folders,
           max_machines, dry_run, force, human_input_mode, interview);
ATLAS_JSON(PhaseReport, name, agent, result, duration_us);
ATLAS_JSON(FileChange, path, change, diff);
ATLAS_JSON(OperationReport, succeeded, diagnostics, phases, files, lock_file, fleet, blueprint);

}  // namespace atlas::spec
