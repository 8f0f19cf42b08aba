#include "atlas/planner/plan.hpp"

#include "atlas/planner/steps.hpp"
#include "atlas/utils/yaml/reader.hpp"

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_foreign, "ATLAS-E4004", error, "the lock file belongs to another fleet",
    "The lock file was written for a fleet with another metadata.name. Using it would give this fleet's machines "
    "the ids and addresses of the other's. Name the right file with --lock; after a deliberate renaming, "
    "change 'fleet' in the lock file too.");

using Step = void (*)(Draft&);
constexpr Step k_steps[] = {copy_spec,    place_machines,   assign_storage,     assign_vmids,    assign_addresses,
                            assign_waves, resolve_software, complete_firewalls, group_backups,   make_ha_rules,
                            summarise,    fill_settings,    compile_privileges, list_assumptions};

bool belongs(const spec::Fleet& fleet, const LockFile& previous, Diagnostics& diagnostics) {
  if (previous.fleet.empty() || previous.fleet == fleet.metadata.name) {
    return true;
  }
  diagnostics.add(
      k_foreign("the lock file is for fleet '" + previous.fleet + "', not for '" + fleet.metadata.name + "'")
          .at(fleet.where("/metadata/name"))
          .on("metadata/name")
          .fix("name this fleet's lock file with --lock"));
  return false;
}

}  // namespace

PlanOptions load_plan_options(const std::filesystem::path& config, Diagnostics& diagnostics) {
  PlanOptions options;
  options.systems = spec::OsCatalogue::load(config, diagnostics);
  if (const auto document = yaml::read_file((config / "settings.yaml").string(), diagnostics)) {
    options.settings = read_settings(*document, diagnostics);
  }
  return options;
}

std::optional<spec::Blueprint> plan(const spec::Fleet& fleet, const spec::Catalogue& catalogue,
                                    const LockFile& previous, const PlanOptions& options, Diagnostics& diagnostics) {
  if (!belongs(fleet, previous, diagnostics)) {
    return std::nullopt;
  }
  const auto errors = diagnostics.count(Severity::error);
  Draft draft(fleet, catalogue, previous, options, diagnostics);
  for (const auto step : k_steps) {
    step(draft);
  }
  if (diagnostics.count(Severity::error) != errors) {
    return std::nullopt;
  }
  for (auto& machine : draft.machines) {
    draft.blueprint.machines.push_back(std::move(machine.plan));
  }
  return std::move(draft.blueprint);
}

}  // namespace atlas::planner
