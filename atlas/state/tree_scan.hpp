#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/file_system.hpp"

#include <map>
#include <string>

namespace atlas::state {

/// Everything in a folder: relative path → kind, folders before what is in them. Links are not followed.
struct TreeScan {
  bool exists = false;  ///< false: there is no such folder
  std::map<std::string, FileKind, std::less<>> entries;

  const FileKind* find(std::string_view path) const;
};

/// E6002 when the folder itself is a link, E6004 when it is no folder, E6006 when it cannot be read.
TreeScan scan_tree(FileSystem& files, const std::string& folder, Diagnostics& diagnostics);

/// True for a relative path with plain parts that is not ATLAS's own.
bool is_safe_path(std::string_view path);

/// The parents of a path, outermost first: `a/b/c` → `a`, `a/b`.
std::vector<std::string> parents(std::string_view path);

/// Creates the folder and its missing parents with mode 0755.
FileSystem::Outcome<void> make_directories(FileSystem& files, const std::string& folder);

}  // namespace atlas::state
