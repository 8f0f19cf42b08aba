#pragma once

#include "atlas/utils/yaml/value.hpp"

#include <string>

namespace atlas::spec {

/// The value as YAML in block style, two spaces a level, members in their order. Reading it back gives an equal value:
/// text is quoted whenever it could be read as anything else.
std::string yaml_text(const yaml::Value& value);

}  // namespace atlas::spec
