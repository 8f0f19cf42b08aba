#include "atlas/agents/software_provision/software_provision.hpp"

#include "atlas/agents/generate_files.hpp"
#include "atlas/runtime/agent_registry.hpp"

#include <memory>

namespace atlas::agents {
namespace {

ATLAS_AGENT(software_provision, "writes what sets the machines up: Ansible, inventory, monitoring",
            (runtime::messages<spec::GenerateRequest>()), (runtime::messages<spec::FilesGenerated>()),
            [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> {
              return std::make_unique<SoftwareProvision>();
            });

}  // namespace

SoftwareProvision::SoftwareProvision() { on<spec::GenerateRequest>(&SoftwareProvision::generate); }

spec::FilesGenerated SoftwareProvision::generate(const spec::GenerateRequest& request,
                                                 const runtime::Context& context) {
  return generate_files("software_provision", request, context.stop);
}

}  // namespace atlas::agents
