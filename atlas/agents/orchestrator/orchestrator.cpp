#include "atlas/agents/orchestrator/orchestrator.hpp"

#include "atlas/agents/orchestrator/run.hpp"
#include "atlas/runtime/agent_registry.hpp"
#include "atlas/utils/settings.hpp"

#include <charconv>
#include <memory>

namespace atlas::agents {
namespace {

constexpr int k_default_limit_seconds = 600;

const Setting k_phase_limit{"phase-limit", "ATLAS_PHASE_LIMIT", "600",
                            "seconds that one phase of an operation may take"};

std::chrono::seconds phase_limit() {
  const std::string text = k_phase_limit.value();
  int seconds = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return std::chrono::seconds(whole && seconds > 0 ? seconds : k_default_limit_seconds);
}

ATLAS_AGENT(
    orchestrator, "carries out an operation: collect, validate, generate side by side, write in one step",
    (runtime::messages<spec::Operation, spec::FleetCollected, spec::FleetValidated, spec::FilesGenerated>()),
    (runtime::messages<spec::OperationReport, spec::CollectRequest, spec::ValidateRequest, spec::GenerateRequest>()),
    [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> {
      return std::make_unique<Orchestrator>(OrchestratorSettings{phase_limit(), nullptr});
    });

}  // namespace

Orchestrator::Orchestrator(const OrchestratorSettings& settings) : settings_(settings) {
  on<spec::Operation>(&Orchestrator::operate);
}

spec::OperationReport Orchestrator::operate(const spec::Operation& operation, const runtime::Context& context) {
  return Run(operation, context, settings_).report();
}

}  // namespace atlas::agents
