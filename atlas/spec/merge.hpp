#pragma once

#include "atlas/spec/schema_document.hpp"
#include "atlas/utils/yaml/value.hpp"

namespace atlas::spec {

/// Lays `over` over `base`. Mappings merge key by key; scalars and lists replace, except lists whose schema says
/// `x-merge: name` (items with the same name merge, others follow) or `x-merge: union` (what is not yet there
/// follows). Every value keeps the place where it was written. Both must be normalised.
void merge(yaml::Value& base, const yaml::Value& over, SchemaNode schema);

/// Adds the schema's defaults where a key is missing, also in list items, and gives everything that has no place
/// yet the place of what it is in.
void fill_defaults(yaml::Value& value, SchemaNode schema);

}  // namespace atlas::spec
