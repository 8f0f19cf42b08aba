#include "atlas/agents/validation/validation.hpp"

#include "atlas/agents/errors.hpp"
#include "atlas/agents/generate_files.hpp"
#include "atlas/agents/validation/rules/rule.hpp"
#include "atlas/planner/plan.hpp"
#include "atlas/runtime/agent_registry.hpp"
#include "atlas/spec/config_folder.hpp"
#include "atlas/utils/file_system.hpp"

#include <memory>

namespace atlas::agents {
namespace {

ATLAS_DIAGNOSTIC(k_lock_unreadable, "ATLAS-E7111", error, "lock file cannot be read",
                 "The lock file beside the fleet spec keeps earlier choices (nodes, VMIDs, addresses), so that no "
                 "machine moves by itself. It is there but cannot be read; going on without it could renumber running "
                 "machines. Mend its permissions, or name another one with --lock.");

ATLAS_AGENT(validation, "checks the fleet against every rule and takes every decision that it leaves open",
            (runtime::messages<spec::ValidateRequest>()), (runtime::messages<spec::FleetValidated>()),
            [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> { return std::make_unique<Validation>(); });

std::optional<planner::LockFile> read_lock(const std::string& path, Diagnostics& diagnostics) {
  FileSystem& files = real_file_system();
  const auto info = files.info(path);
  if (path.empty() || (info && !*info)) {
    return planner::LockFile();
  }
  auto text = files.read(path);
  if (!text) {
    diagnostics.add(k_lock_unreadable("the lock file '" + path + "' cannot be read").because(text.error().message()));
    return std::nullopt;
  }
  return planner::read_lock_file(path, std::move(*text), diagnostics);
}

void decide(const spec::ValidateRequest& request, const planner::PlanOptions& options, spec::FleetValidated& result) {
  const std::optional<planner::LockFile> previous = read_lock(request.lock_path, result.diagnostics);
  if (!previous || result.diagnostics.has_errors()) {
    return;
  }
  std::optional<spec::Blueprint> blueprint =
      planner::plan(*request.fleet, *result.catalogue, *previous, options, result.diagnostics);
  if (blueprint) {
    result.lock_text = planner::write_lock_file(planner::lock_file(*blueprint));
    result.blueprint = std::make_shared<const spec::Blueprint>(std::move(*blueprint));
  }
}

}  // namespace

Validation::Validation() { on<spec::ValidateRequest>(&Validation::validate); }

spec::FleetValidated Validation::validate(const spec::ValidateRequest& request, const runtime::Context&) {
  spec::FleetValidated result;
  if (!request.fleet) {
    result.diagnostics.add(k_incomplete_request("agent validation was given no fleet"));
    return result;
  }
  result.catalogue =
      request.catalogue != nullptr ? request.catalogue : load_catalogue(request.component_folders, result.diagnostics);
  const planner::PlanOptions options = planner::load_plan_options(spec::config_folder(), result.diagnostics);
  validation::rules::check_all(*request.fleet, {*result.catalogue, options.systems}, result.diagnostics);
  decide(request, options, result);
  return result;
}

}  // namespace atlas::agents
