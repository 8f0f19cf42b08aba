#include "atlas/agents/data_collector/data_collector.hpp"

#include "atlas/agents/data_collector/errors.hpp"
#include "atlas/agents/data_collector/interview_run.hpp"
#include "atlas/runtime/agent_registry.hpp"
#include "atlas/spec/loader.hpp"
#include "atlas/spec/messages/validate.hpp"

#include <memory>

namespace atlas::agents {

ATLAS_DIAGNOSTIC(k_interview_needs_terminal, "ATLAS-E7110", error, "an interview needs a person",
                 "human_input_mode ALWAYS means that every value is asked for or confirmed by a person. This way of "
                 "running ATLAS has nobody to ask: it reads a fleet spec from a file. Use TERMINATE or NEVER (the "
                 "default), which take everything from the spec.");

namespace {

ATLAS_AGENT(data_collector, "reads the fleet spec, or makes it in an interview: schema, defaults, profiles, overlays",
            (runtime::messages<spec::CollectRequest>()),
            (runtime::messages<spec::FleetCollected, spec::HumanInputRequest, spec::ValidateRequest>()),
            [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> {
              return std::make_unique<DataCollector>();
            });

spec::LoadOptions load_options(const spec::Operation& operation) {
  spec::LoadOptions options;
  options.spec_path = operation.spec_path;
  options.environment = operation.environment;
  options.max_machines = operation.max_machines;
  return options;
}

bool wants_interview(const spec::Operation& operation) {
  return operation.interview.has_value() || operation.human_input_mode == spec::HumanInputMode::always;
}

}  // namespace

DataCollector::DataCollector(FileSystem& files) : files_(files) { on<spec::CollectRequest>(&DataCollector::collect); }

spec::FleetCollected DataCollector::collect(const spec::CollectRequest& request, const runtime::Context& context) {
  spec::FleetCollected collected;
  if (wants_interview(request.operation) &&
      !InterviewRun(request.operation, context, files_).run(collected.diagnostics)) {
    return collected;
  }
  std::optional<spec::Fleet> fleet = spec::load_fleet(load_options(request.operation), collected.diagnostics);
  if (fleet) {
    collected.fleet = std::make_shared<const spec::Fleet>(std::move(*fleet));
  }
  return collected;
}

}  // namespace atlas::agents
