#pragma once

#include "atlas/spec/profiles.hpp"
#include "atlas/spec/schema_document.hpp"

namespace atlas::spec {

/// What turns machine entries into machines needs.
struct ExpandInput {
  const yaml::Value* fleet;    ///< normalised, stack and overlay merged in
  const yaml::Value* overlay;  ///< the chosen environment's, or nullptr
  const SchemaDocument* schema;
  ProfileStore* profiles;
  std::size_t max_machines;
};

/// The fleet's machines, one mapping each, all settings merged (docs/spec.md, "What wins") and defaults filled in.
/// Problems: E1201… of profiles, E1204 name pattern, E1205 too many machines, E1206 an exception or overlay that means
/// no machine, E1207 two machines with one name, E1208 addresses or ids run out, E1214 name is no host name.
yaml::Value expand_machines(const ExpandInput& input, Diagnostics& diagnostics);

/// Replaces names, patterns and globs in every rule's `machines` by the machines' names; ATLAS-E1211 for one that
/// means none. A machine that `enabled: false` took out is left out silently.
void expand_affinity(yaml::Value& fleet, const std::vector<std::string>& machines,
                     const std::vector<std::string>& disabled, Diagnostics& diagnostics);

}  // namespace atlas::spec
