#include "atlas/agents/proxmox_config/proxmox_config.hpp"

#include "atlas/agents/generate_files.hpp"
#include "atlas/runtime/agent_registry.hpp"

#include <memory>

namespace atlas::agents {
namespace {

ATLAS_AGENT(proxmox_config, "writes what creates the machines: the Terraform tree",
            (runtime::messages<spec::GenerateRequest>()), (runtime::messages<spec::FilesGenerated>()),
            [](const runtime::AgentId&) -> std::unique_ptr<runtime::Agent> {
              return std::make_unique<ProxmoxConfig>();
            });

}  // namespace

ProxmoxConfig::ProxmoxConfig() { on<spec::GenerateRequest>(&ProxmoxConfig::generate); }

spec::FilesGenerated ProxmoxConfig::generate(const spec::GenerateRequest& request, const runtime::Context& context) {
  return generate_files("proxmox_config", request, context.stop);
}

}  // namespace atlas::agents
