#include "atlas/state/swap.hpp"

#include "atlas/state/errors.hpp"

#include <fmt/format.h>
#include <set>

namespace atlas::state {
namespace {

std::string sibling(const std::string& folder, const char* ending) {
  const std::size_t slash = folder.find_last_of('/');
  const std::string parent = slash == std::string::npos ? "" : folder.substr(0, slash + 1);
  return fmt::format("{}.{}.{}", parent, folder.substr(slash + 1), ending);
}

bool is_own(const std::string& path) { return path == k_manifest_path || path == k_staging_mark; }

bool is_carried(const std::string& path, FileKind kind, const Comparison& comparison) {
  return kind != FileKind::directory && !comparison.drop.contains(path) && !is_own(path);
}

// Folders that hold a file of the new tree, and those that a person left empty.
std::set<std::string> needed_folders(const TreeScan& scan, const Comparison& comparison) {
  std::set<std::string> folders{".atlas"};
  const auto add_parents = [&](const std::string& path) {
    for (std::string& parent : parents(path)) {
      folders.insert(std::move(parent));
    }
  };
  for (auto it = scan.entries.begin(); it != scan.entries.end(); ++it) {
    const auto& [path, kind] = *it;
    const auto inside = scan.entries.lower_bound(path + "/");
    const bool is_empty =
        kind == FileKind::directory && (inside == scan.entries.end() || !inside->first.starts_with(path + "/"));
    const bool stays = is_empty ? !comparison.write.contains(path) : is_carried(path, kind, comparison);
    if (stays) {
      add_parents(path);
    }
    if (stays && is_empty) {
      folders.insert(path);
    }
  }
  for (const auto& [path, file] : comparison.write) {
    add_parents(path);
  }
  return folders;
}

class Stager {
 public:
  Stager(FileSystem& files, const std::string& folder, const std::string& staged, const TreeScan& scan,
         const Comparison& comparison, Diagnostics& diagnostics)
      : files_(files),
        folder_(folder),
        staged_(staged),
        scan_(scan),
        comparison_(comparison),
        diagnostics_(diagnostics) {}

  bool run() {
    const bool complete = make_folders() && write_files() && carry_over() && seal();
    if (!complete) {
      remove_tree(files_, staged_);
    }
    return complete;
  }

 private:
  bool ok(const FileSystem::Outcome<void>& done, const char* verb, const std::string& path) {
    if (!done) {
      diagnostics_.add(disk_error(verb, path, done.error()));
    }
    return done.has_value();
  }

  int mode_of(const std::string& old_folder) {
    const auto info = files_.info(old_folder);
    return info && *info && (*info)->kind == FileKind::directory ? (*info)->mode : 0755;
  }

  bool make_folders() {
    if (!ok(files_.make_directory(staged_, scan_.exists ? mode_of(folder_) : 0755), "create the folder", staged_)) {
      return false;
    }
    for (const std::string& path : needed_folders(scan_, comparison_)) {
      const int mode = scan_.find(path) != nullptr ? mode_of(folder_ + "/" + path) : 0755;
      if (!ok(files_.make_directory(staged_ + "/" + path, mode), "create the folder", folder_ + "/" + path)) {
        return false;
      }
    }
    const std::string mark = fmt::format("{}/{}", staged_, k_staging_mark);
    return ok(files_.create(mark, "this folder is not complete\n", 0644), "write", mark);
  }

  bool write_files() {
    for (const auto& [path, file] : comparison_.write) {
      if (!ok(files_.create(staged_ + "/" + path, *file.content, file.mode), "write", folder_ + "/" + path)) {
        return false;
      }
    }
    return true;
  }

  bool carry_over() {
    for (const auto& [path, kind] : scan_.entries) {
      if (is_carried(path, kind, comparison_) && !carry(path, kind)) {
        return false;
      }
    }
    return true;
  }

  // A second name keeps inode, owner, time and attributes. Where there are no hard links, a copy must do.
  bool carry(const std::string& path, FileKind kind) {
    const std::string from = folder_ + "/" + path;
    const std::string to = staged_ + "/" + path;
    const auto linked = files_.link(from, to);
    if (linked || kind != FileKind::file) {
      return ok(linked, "carry over", from);
    }
    const auto info = files_.info(from);
    const auto content = files_.read(from);
    if (!info || !*info || !content) {
      return ok(linked, "carry over", from);
    }
    return ok(files_.create(to, *content, (*info)->mode), "carry over", from);
  }

  bool seal() {
    const std::string manifest = fmt::format("{}/{}", staged_, k_manifest_path);
    const std::string mark = fmt::format("{}/{}", staged_, k_staging_mark);
    return ok(files_.create(manifest, to_text(comparison_.manifest), 0644, true), "write", manifest) &&
           ok(files_.remove(mark), "remove", mark);
  }

  FileSystem& files_;
  const std::string& folder_;
  const std::string& staged_;
  const TreeScan& scan_;
  const Comparison& comparison_;
  Diagnostics& diagnostics_;
};

// Where exchange is missing: two renames, the second undone by hand when it fails.
FileSystem::Outcome<void> exchange_by_renames(FileSystem& files, const std::string& folder, const SiblingNames& names) {
  auto done = files.rename(folder, names.old);
  if (done) {
    done = files.rename(names.staged, folder);
    if (!done) {
      static_cast<void>(files.rename(names.old, folder));
    }
  }
  return done;
}

bool exists(FileSystem& files, const std::string& path) {
  const auto info = files.info(path);
  return info && info->has_value();
}

}  // namespace

SiblingNames::SiblingNames(const std::string& folder)
    : staged(sibling(folder, "atlas-tmp")), old(sibling(folder, "atlas-old")), lock(sibling(folder, "atlas-lock")) {}

bool stage_tree(FileSystem& files, const std::string& folder, const SiblingNames& names, const TreeScan& scan,
                const Comparison& comparison, Diagnostics& diagnostics) {
  return Stager(files, folder, names.staged, scan, comparison, diagnostics).run();
}

bool swap_in(FileSystem& files, const std::string& folder, const SiblingNames& names, bool replaces,
             Diagnostics& diagnostics) {
  auto done = replaces ? files.exchange(names.staged, folder) : files.rename(names.staged, folder);
  if (!done && replaces && done.error() == std::errc::operation_not_supported) {
    done = exchange_by_renames(files, folder, names);
  }
  if (!done) {
    diagnostics.add(disk_error("put the new folder in place of", folder, done.error()));
    remove_tree(files, names.staged);
  }
  return done.has_value();
}

void swap_back(FileSystem& files, const std::string& folder, const SiblingNames& names, bool replaced) {
  if (!replaced) {
    static_cast<void>(files.rename(folder, names.staged));
  } else if (exists(files, names.old)) {
    static_cast<void>(files.rename(folder, names.staged));
    static_cast<void>(files.rename(names.old, folder));
  } else {
    static_cast<void>(files.exchange(names.staged, folder));
  }
  remove_tree(files, names.staged);
}

void remove_tree(FileSystem& files, const std::string& folder) {
  if (const auto entries = files.list(folder)) {
    for (const DirectoryEntry& entry : *entries) {
      const std::string path = folder + "/" + entry.name;
      if (entry.kind == FileKind::directory) {
        remove_tree(files, path);
      } else {
        static_cast<void>(files.remove(path));
      }
    }
  }
  static_cast<void>(files.remove_directory(folder));
}

}  // namespace atlas::state
