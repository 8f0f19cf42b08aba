#pragma once

#include "atlas/spec/fleet.hpp"

namespace atlas::spec {

/// The typed form of an expanded document. The document has passed its schema, is normalised and has all defaults, so
/// this cannot fail; what only the values together can get wrong is checked by the loader before.
Fleet read_fleet(const yaml::Value& document);

}  // namespace atlas::spec
