#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/generate.hpp"

namespace atlas::agents {

/// Makes the files that create the machines on the cluster: the targets that name `proxmox_config` as their owner.
class ProxmoxConfig final : public runtime::Agent {
 public:
  ProxmoxConfig();

 private:
  spec::FilesGenerated generate(const spec::GenerateRequest& request, const runtime::Context& context);
};

}  // namespace atlas::agents
