#include "atlas/agents/documentation/documentation.hpp"

#include "atlas/agents/generate_files.hpp"
#include "atlas/runtime/agent_registry.hpp"

#include <memory>

namespace atlas::agents {
namespace {

ATLAS_AGENT(documentation, "writes what people read and run: runbook, diagrams, scripts, pipelines",
            (runtime::messages<spec::GenerateRequest>()), (runtime::messages<spec::FilesGenerated>()),
            [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> {
              return std::make_unique<Documentation>();
            });

}  // namespace

Documentation::Documentation() { on<spec::GenerateRequest>(&Documentation::generate); }

spec::FilesGenerated Documentation::generate(const spec::GenerateRequest& request, const runtime::Context& context) {
  return generate_files("documentation", request, context.stop);
}

}  // namespace atlas::agents
