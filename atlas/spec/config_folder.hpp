#pragma once

#include <filesystem>
#include <string>

namespace atlas::spec {

/// The folder of the shipped data (schemas/, profiles/, templates/, os.yaml): $ATLAS_CONFIG_DIR when set, else
/// ../share/atlas/config beside the program, else `config` in the nearest parent folder of the program (a build in
/// the source tree). The first that has schemas/ wins; when none has, the installed place, so that messages name it.
std::filesystem::path config_folder();

/// The shipped schemas as an editor finds them from a file in `folder`: a relative path with forward slashes.
std::string schemas_from(const std::filesystem::path& folder);

}  // namespace atlas::spec
