#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/generate.hpp"

namespace atlas::agents {

/// Makes the files that set the machines up: the targets that name `software_provision` as their owner.
class SoftwareProvision final : public runtime::Agent {
 public:
  SoftwareProvision();

 private:
  spec::FilesGenerated generate(const spec::GenerateRequest& request, const runtime::Context& context);
};

}  // namespace atlas::agents
