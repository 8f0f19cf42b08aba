#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/messages/operation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace atlas::cli {

/// "1 machine", "2 machines".
std::string counted(std::size_t count, std::string_view thing);

/// One line a phase: mark, name, duration, and the result when it is not "ok".
std::string phases_text(const std::vector<spec::PhaseReport>& phases, const Style& style);

}  // namespace atlas::cli
