#pragma once

#include "atlas/generators/generator.hpp"

namespace atlas::generators::docs {

/// More boxes than this in one picture is unreadable, and some renderers refuse it.
constexpr std::size_t k_most_boxes = 80;

/// Whether the fleet needs more than one picture. The overview diagrams then show counts instead of machines.
bool is_large(const spec::Blueprint& blueprint);

/// For a large fleet: docs/diagrams/network-<network>-<part>.mmd and waves-<part>.mmd, at most about k_most_boxes
/// machines each. Adds nothing for a small one.
void add_part_diagrams(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics);

}  // namespace atlas::generators::docs
