#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/messages/human_input.hpp"

#include <string>

namespace atlas::cli {

/// A question as a person reads it: whole lines, wrapped to the style's width, choices and rows numbered.
std::string question_text(const spec::HumanInputRequest& request, const Style& style);

/// What stands before the cursor, with the default in brackets; short enough for the width.
std::string question_prompt(const spec::HumanInputRequest& request, const Style& style);

}  // namespace atlas::cli
