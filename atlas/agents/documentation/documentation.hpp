#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/generate.hpp"

namespace atlas::agents {

/// Makes the files that people read and run: the targets that name `documentation` as their owner.
class Documentation final : public runtime::Agent {
 public:
  Documentation();

 private:
  spec::FilesGenerated generate(const spec::GenerateRequest& request, const runtime::Context& context);
};

}  // namespace atlas::agents
