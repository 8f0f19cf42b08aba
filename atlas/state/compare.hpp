#pragma once

#include "atlas/state/manifest.hpp"
#include "atlas/state/output_store.hpp"
#include "atlas/state/tree_scan.hpp"

#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace atlas::state {

/// A file of the new folder that must be written; all others are carried over or left out.
struct WantedFile {
  const std::string* content = nullptr;  ///< in the request's tree, or in `Comparison::overrides`
  int mode = 0644;
};

/// Hashes of the tree's files by the address of their bytes, so that looking twice costs no second hashing.
using ContentHashes = std::unordered_map<const std::string*, std::string>;

/// What a write would do, decided without touching anything.
struct Comparison {
  std::vector<spec::FileChange> changes;    ///< by path
  std::map<std::string, WantedFile> write;  ///< path → new file
  /// Old files that are not carried over, replaced or removed → hash of the bytes that were compared.
  std::map<std::string, std::string, std::less<>> drop;
  std::list<std::string> overrides;  ///< bytes that take the place of generated ones
  Manifest manifest;                 ///< of the new folder
  bool manifest_differs = false;
  std::string tool_lock;  ///< path of a lock file of tofu in the folder, or empty

  bool changes_files() const { return !write.empty() || !drop.empty(); }
};

/// Compares the request's tree (with overrides applied) with what the scan found in `folder`.
/// Adds the diagnostics of output_store.hpp, E6001–E6004, E6006, E6008, W6020 and W6021.
Comparison compare(FileSystem& files, const OutputRequest& request, const std::string& folder, const TreeScan& scan,
                   ContentHashes& hashes, Diagnostics& diagnostics);

}  // namespace atlas::state
