#pragma once

#include "atlas/spec/fleet.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace atlas::spec {

struct LoadOptions {
  std::string spec_path;
  std::optional<std::string> environment;  ///< overrides the spec's `environment`
  int max_machines = 50;
  std::filesystem::path config;                        ///< empty = config_folder()
  std::vector<std::filesystem::path> profile_folders;  ///< searched before the shipped ones; `profiles/` beside the
                                                       ///< spec comes first of all
};

/// Reads a fleet file into the typed Fleet: YAML, apiVersion (older ones are migrated, with note ATLAS-N1250),
/// schema, profiles, overlays, expansion. All problems found go to `diagnostics`; nothing when one is an error.
/// Never throws on input. Reads files, writes none. Thread-safe.
std::optional<Fleet> load_fleet(const LoadOptions& options, Diagnostics& diagnostics);

/// The same for text in memory; `options.spec_path` is used in positions and to find `profiles/` only.
std::optional<Fleet> load_fleet_text(const std::string& text, const LoadOptions& options, Diagnostics& diagnostics);

}  // namespace atlas::spec
