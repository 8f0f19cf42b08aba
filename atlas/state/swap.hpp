#pragma once

#include "atlas/state/compare.hpp"
#include "atlas/state/tree_scan.hpp"

#include <string>

namespace atlas::state {

/// The names beside `…/output`: `.output.atlas-tmp`, `.output.atlas-old`, `.output.atlas-lock`.
struct SiblingNames {
  explicit SiblingNames(const std::string& folder);
  std::string staged;  ///< the new folder while it is built; the old one after the exchange
  std::string old;     ///< the old folder, where the file system cannot exchange
  std::string lock;
};

/// Builds the new folder in `names.staged`: new files written, all others as second names of the old ones.
/// On an error nothing is left of it. True when it is complete and on the disk.
bool stage_tree(FileSystem& files, const std::string& folder, const SiblingNames& names, const TreeScan& scan,
                const Comparison& comparison, Diagnostics& diagnostics);

/// Puts the staged folder in place. After true the old folder, if there was one, stands in `names.staged` or
/// `names.old`; after false all is as before.
bool swap_in(FileSystem& files, const std::string& folder, const SiblingNames& names, bool replaces,
             Diagnostics& diagnostics);

/// Undoes `swap_in`.
void swap_back(FileSystem& files, const std::string& folder, const SiblingNames& names, bool replaced);

/// Removes a former copy of `folder`. What is in it and nowhere else (changed or made while ATLAS worked) is moved
/// over. `known` says which bytes may go: path → hash. W6022 and W6023; false when the copy still stands.
bool discard_copy(FileSystem& files, const std::string& copy, const std::string& folder,
                  const std::map<std::string, std::string, std::less<>>& known, Diagnostics& diagnostics);

/// After a killed run: puts an old folder back, removes what is left over. E6007 when that is not safe.
bool clean_leftovers(FileSystem& files, const std::string& folder, const SiblingNames& names, Diagnostics& diagnostics);

/// Removes a folder with all that is in it, as far as it can.
void remove_tree(FileSystem& files, const std::string& folder);

}  // namespace atlas::state
