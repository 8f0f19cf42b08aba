#pragma once

#include "atlas/spec/blueprint.hpp"

#include <vector>

namespace atlas::generators::terraform {

/// The `moved` blocks that bring each machine from any wave it has ever been in to its wave of today: for each machine
/// a chain without branches and circles, because OpenTofu refuses both. The order inside a chain does not matter: a
/// state holds the machine at one of the addresses. Machines that are no longer in the fleet get none. Pure.
std::vector<spec::WaveMove> wave_moves(const spec::Blueprint& blueprint);

}  // namespace atlas::generators::terraform
