#pragma once

#include "atlas/utils/result.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <optional>
#include <string>

namespace atlas::yaml {

/// What a reader accepts. The defaults fit files that people write.
struct Limits {
  std::size_t bytes = 4U << 20U;  ///< refuse larger texts before parsing
  std::size_t depth = 64;         ///< nesting
  std::size_t nodes = 500'000;    ///< values, aliases counted as expanded: stops "YAML bombs"
};

/// Parses one YAML (or JSON) document. `file` is used in positions only.
/// Reports every problem it can into `diagnostics`: ATLAS-E1001 empty, E1002 too large, E1003 not text (NUL, control
/// characters, invalid UTF-8), E1004 duplicate key, E1005 tab in indentation, E1006 syntax, E1007 too deep or too many
/// values (alias bomb), E1008 several documents, E1009 key is not a string, E1010 unsupported tag or merge key.
/// Returns nothing when there was an error. Never throws on input.
std::optional<Value> read(std::string file, std::string text, Diagnostics& diagnostics, const Limits& limits = {});

/// Reads the file first: E1011 not found, E1012 is a directory, E1013 unreadable.
std::optional<Value> read_file(const std::string& path, Diagnostics& diagnostics, const Limits& limits = {});

}  // namespace atlas::yaml
