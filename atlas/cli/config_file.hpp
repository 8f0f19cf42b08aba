#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <string>
#include <vector>

namespace atlas::cli {

/// Kinds of user files that have a schema: the newest version of each by its plain name, older ones with their version.
std::vector<std::string> schema_kinds();

/// The schema as it is shipped. E8006 when it is missing or broken.
Result<Json> read_schema(const std::string& kind);

}  // namespace atlas::cli
