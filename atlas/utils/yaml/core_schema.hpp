#pragma once

#include "atlas/utils/yaml/value.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace atlas::yaml {

/// What an unquoted scalar is in the YAML 1.2 core schema. Integers that do not fit 64 bits are numbers; infinities,
/// not-a-number and numbers beyond a double are text, because JSON cannot hold them.
Kind core_kind(std::string_view text);

/// The value of an integer: decimal, 0x… or 0o…; nothing when it is none or does not fit.
std::optional<std::int64_t> core_integer(std::string_view text);

}  // namespace atlas::yaml
