#pragma once

#include "atlas/spec/fleet.hpp"

namespace atlas::spec {

/// SHA-256 in hex of the fleet's JSON form without spec_file and spec_hash: equal for specs that mean the same,
/// however they are written.
std::string hash_of(const Fleet& fleet);

}  // namespace atlas::spec
