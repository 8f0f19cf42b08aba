#include "atlas/agents/data_collector/data_collector.hpp"

#include "atlas/runtime/agent_registry.hpp"
#include "atlas/spec/loader.hpp"

#include <memory>

namespace atlas::agents {
namespace {

ATLAS_DIAGNOSTIC(k_interview_needs_terminal, "ATLAS-E7110", error, "an interview needs a person",
                 "human_input_mode ALWAYS means that every value is asked for or confirmed by a person. This way of "
                 "running ATLAS has nobody to ask: it reads a fleet spec from a file. Use TERMINATE or NEVER (the "
                 "default), which take everything from the spec.");

ATLAS_AGENT(data_collector, "reads the fleet spec: schema, defaults, profiles, overlays, expansion",
            (runtime::messages<spec::CollectRequest>()), (runtime::messages<spec::FleetCollected>()),
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

}  // namespace

DataCollector::DataCollector() { on<spec::CollectRequest>(&DataCollector::collect); }

spec::FleetCollected DataCollector::collect(const spec::CollectRequest& request, const runtime::Context&) {
  spec::FleetCollected collected;
  if (request.operation.human_input_mode == spec::HumanInputMode::always) {
    collected.diagnostics.add(k_interview_needs_terminal("human_input_mode ALWAYS cannot be used here")
                                  .fix("use NEVER or TERMINATE and put every value into the fleet spec"));
    return collected;
  }
  std::optional<spec::Fleet> fleet = spec::load_fleet(load_options(request.operation), collected.diagnostics);
  if (fleet) {
    collected.fleet = std::make_shared<const spec::Fleet>(std::move(*fleet));
  }
  return collected;
}

}  // namespace atlas::agents
