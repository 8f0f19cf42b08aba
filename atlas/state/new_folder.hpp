#pragma once

#include "atlas/spec/file_tree.hpp"
#include "atlas/utils/file_system.hpp"

#include <string>

namespace atlas::state {

/// Makes a folder that is not there yet, with the files of the tree, in one step: it is built beside
/// (`.NAME.atlas-tmp`) and then gets its name. Folders above it are made where they are missing.
/// What is there already is never touched: E6010. E6006 when the disk refuses; then nothing is left of it.
bool write_new_folder(FileSystem& files, const std::string& folder, const spec::FileTree& tree,
                      Diagnostics& diagnostics);

/// The same for one file.
bool write_new_file(FileSystem& files, const std::string& path, const std::string& text, Diagnostics& diagnostics);

}  // namespace atlas::state
