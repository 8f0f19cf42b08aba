#pragma once

#include "atlas/spec/file_tree.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/file_system.hpp"

#include <optional>
#include <string>
#include <vector>

namespace atlas::state {

/// A single text file that belongs to the same write, such as `fleet.lock.yaml` beside the spec.
struct SideFile {
  std::string path;
  std::string text;
  int mode = 0644;
};

struct OutputRequest {
  std::string folder;  ///< `output`; need not exist
  const spec::FileTree* tree = nullptr;
  std::string spec_hash;  ///< kept in the manifest
  std::string atlas_version;
  std::optional<SideFile> lock_file;  ///< swapped in together with the folder; unchanged text is not written
  bool dry_run = false;               ///< compare only, with a diff for every difference; no lock, no write
  bool force = false;                 ///< overwrite edited files, take over a folder without manifest
};

struct OutputResult {
  std::vector<spec::FileChange> files;  ///< by path, every file of the tree and of the old manifest
  bool lock_file_differs = false;
  std::string lock_file_diff;  ///< unified, only on a dry run
  bool written = false;        ///< false when nothing differed, on a dry run, and on an error
};

/// Compares the tree with the folder and, unless it is a dry run, makes the folder equal to it in one step.
///
/// - The new folder is built beside the old one (`.output.atlas-tmp`) and the two are exchanged; on any error before
///   that, and when the process dies, the old folder stands as it was. Leftovers are cleaned by the next run.
/// - Files that ATLAS did not write are carried over as they are (same inode) and never lost.
/// - A file whose bytes differ from the manifest was edited by a person: kept, reported as `edited`, or as `conflict`
///   when ATLAS would now write something else, with a diff (ATLAS-W6020). `force` overwrites it.
///   A file at `.atlas/overrides/PATH` takes the place of the generated PATH on purpose, without a report.
/// - Nothing is written, not even a time stamp, when nothing differs.
///
/// Errors: E6001 unsafe path in the tree, E6002 symbolic link in the way, E6003 folder is not ATLAS's own, E6004 not a
/// folder, E6005 another run holds the lock, E6006 the disk refused (what and why), E6007 leftover that cannot be
/// cleaned safely, E6008 broken manifest, E6009 a tool works in the folder right now.
/// Thread-safe for different folders; blocks on disk only.
OutputResult write_output(FileSystem& files, const OutputRequest& request, Diagnostics& diagnostics);

/// Writes one file atomically (temporary sibling, then rename) when its text differs; true when it did.
/// E6006 when the disk refuses, E6002 when the path is a symbolic link.
bool write_side_file(FileSystem& files, const SideFile& file, Diagnostics& diagnostics);

}  // namespace atlas::state
