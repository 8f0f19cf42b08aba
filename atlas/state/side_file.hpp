#pragma once

#include "atlas/state/output_store.hpp"

#include <optional>
#include <string>

/// The steps of writing one file atomically, apart, so that it can be committed together with a folder.
namespace atlas::state {

/// The present text, "" when there is no such file; nothing (and a diagnostic) when it cannot be replaced safely.
std::optional<std::string> read_side_file(FileSystem& files, const std::string& path, Diagnostics& diagnostics);

/// Writes the temporary sibling. False, with a diagnostic, when the disk refuses.
bool stage_side_file(FileSystem& files, const SideFile& file, Diagnostics& diagnostics);

/// Renames the sibling over the file.
bool commit_side_file(FileSystem& files, const std::string& path, Diagnostics& diagnostics);

/// Removes the sibling.
void drop_side_file(FileSystem& files, const std::string& path);

}  // namespace atlas::state
