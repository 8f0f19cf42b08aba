#pragma once

#include "atlas/utils/yaml/value.hpp"

namespace atlas::spec {

/// Moves what one entry numbers (vmid, NIC addresses, MAC addresses) on by `steps`: the entry's value is the first
/// machine's. Returns the value whose number space ends, which is `machine`'s own, or nullptr.
const yaml::Value* advance(yaml::Value& machine, std::uint64_t steps);

}  // namespace atlas::spec
