#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/runtime/agent.hpp"
#include "atlas/spec/messages/human_input.hpp"
#include "atlas/utils/line_editor.hpp"

#include <memory>

namespace atlas::cli {

/// The person at the terminal, as an agent (`user_proxy`): shows a question on standard error, waits for a line.
class Person final : public runtime::Agent {
 public:
  Person(std::shared_ptr<platform::LineEditor> editor, bool colour);

 private:
  spec::HumanInput ask(const spec::HumanInputRequest& request, const runtime::Context& context);

  const std::shared_ptr<platform::LineEditor> editor_;
  const bool colour_;
};

}  // namespace atlas::cli
