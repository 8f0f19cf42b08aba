#pragma once

#include "atlas/utils/json.hpp"

#include <string>

namespace atlas::spec {

/// A schema as Markdown reference tables, in the order of `x-order`: the document's own keys first, nested mappings
/// below with their path, then each definition. Pure: the same schema gives the same text.
std::string schema_reference(const Json& schema);

}  // namespace atlas::spec
