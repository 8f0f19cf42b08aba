#pragma once

#include "atlas/utils/json.hpp"

#include <string>

namespace atlas::spec {

/// A schema as Markdown reference tables, in the order of `x-order`: the document's own keys first, nested mappings
/// below with their path, then each definition. Headings start at `level`. A reference into another schema's file is
/// named, not followed. Pure: the same schema gives the same text.
std::string schema_reference(const Json& schema, int level = 3);

}  // namespace atlas::spec
