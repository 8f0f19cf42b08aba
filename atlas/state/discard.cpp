#include "atlas/state/errors.hpp"
#include "atlas/state/swap.hpp"

#include <fmt/format.h>
#include <ranges>

namespace atlas::state {
namespace {

using Known = std::map<std::string, std::string, std::less<>>;

class Discarder {
 public:
  Discarder(FileSystem& files, const std::string& copy, const std::string& folder, const Known& known,
            Diagnostics& diagnostics)
      : files_(files), copy_(copy), folder_(folder), known_(known), diagnostics_(diagnostics) {}

  bool run() {
    Diagnostics unread;
    const TreeScan scan = scan_tree(files_, copy_, unread);
    bool clean = !unread.has_errors();
    for (const auto& [path, kind] : scan.entries) {
      clean &= kind == FileKind::directory || path == k_manifest_path || discard(path, kind);
    }
    // Last, because the next run needs it if this one is killed here.
    if (clean && scan.find(k_manifest_path) != nullptr) {
      clean = static_cast<bool>(files_.remove(fmt::format("{}/{}", copy_, k_manifest_path)));
    }
    for (const auto& [path, kind] : scan.entries | std::views::reverse) {
      if (kind == FileKind::directory) {
        static_cast<void>(files_.remove_directory(copy_ + "/" + path));
      }
    }
    return static_cast<bool>(files_.remove_directory(copy_)) && clean;
  }

 private:
  bool discard(const std::string& path, FileKind kind) {
    const std::string here = copy_ + "/" + path;
    if (is_carried_over(here, folder_ + "/" + path) || is_known(here, path, kind)) {
      return static_cast<bool>(files_.remove(here));
    }
    return rescue(here, path);
  }

  // The same file under its second name or, where there are no hard links, a file with the same bytes.
  bool is_carried_over(const std::string& here, const std::string& there) {
    const auto first = files_.info(here);
    const auto second = files_.info(there);
    if (!first || !second || !*first || !*second) {
      return false;
    }
    if ((*first)->same_file(**second)) {
      return true;
    }
    if ((*first)->kind != FileKind::file || (*second)->kind != FileKind::file || (*first)->size != (*second)->size) {
      return false;
    }
    const auto first_bytes = files_.read(here);
    const auto second_bytes = files_.read(there);
    return first_bytes && second_bytes && *first_bytes == *second_bytes;
  }

  bool is_known(const std::string& here, const std::string& path, FileKind kind) {
    const auto it = known_.find(path);
    if (it == known_.end() || kind != FileKind::file) {
      return false;
    }
    const auto content = files_.read(here);
    return content && sha256(*content) == it->second;
  }

  bool rescue(const std::string& here, const std::string& path) {
    std::string to = folder_ + "/" + path;
    if (!make_directories(files_, to.substr(0, to.find_last_of('/')))) {
      return false;
    }
    bool beside = false;
    for (auto there = files_.info(to); !there || *there; there = files_.info(to)) {
      if (!there) {
        return false;
      }
      to += ".saved";
      beside = true;
    }
    if (!files_.rename(here, to)) {
      return false;
    }
    if (beside) {
      diagnostics_.add(
          k_rescued(fmt::format("{}/{} was changed meanwhile; the change is saved as {}", folder_, path, to))
              .fix("compare the two files and remove one"));
    }
    return true;
  }

  FileSystem& files_;
  const std::string& copy_;
  const std::string& folder_;
  const Known& known_;
  Diagnostics& diagnostics_;
};

bool is_there(FileSystem& files, const std::string& path) {
  const auto info = files.info(path);
  return !info || info->has_value();
}

Known hashes_of(const Manifest& manifest) {
  Known known;
  for (const auto& [path, entry] : manifest.files) {
    known.emplace(path, entry.sha256);
  }
  return known;
}

// A copy without the mark was once in place, or was complete and about to be.
bool clean_copy(FileSystem& files, const std::string& copy, const std::string& folder, Diagnostics& diagnostics) {
  if (!is_there(files, copy)) {
    return true;
  }
  if (is_there(files, fmt::format("{}/{}", copy, k_staging_mark))) {
    remove_tree(files, copy);
    return true;
  }
  Diagnostics ignored;
  const TreeScan scan = scan_tree(files, copy, ignored);
  const auto text = files.read(fmt::format("{}/{}", copy, k_manifest_path));
  const Result<Manifest> manifest = text ? parse_manifest(*text, copy) : Manifest{};
  const bool has_files =
      std::ranges::any_of(scan.entries, [](const auto& entry) { return entry.second != FileKind::directory; });
  const bool provable = !has_files || (text && manifest);
  if (!provable || !discard_copy(files, copy, folder, hashes_of(*manifest), diagnostics)) {
    diagnostics.add(k_leftover(fmt::format("{} was left by a run that was killed, and cannot be cleaned safely", copy))
                        .fix("take out what you need, remove the folder, and run again"));
    return false;
  }
  return true;
}

}  // namespace

bool discard_copy(FileSystem& files, const std::string& copy, const std::string& folder, const Known& known,
                  Diagnostics& diagnostics) {
  return Discarder(files, copy, folder, known, diagnostics).run();
}

bool clean_leftovers(FileSystem& files, const std::string& folder, const SiblingNames& names,
                     Diagnostics& diagnostics) {
  if (is_there(files, names.old) && !is_there(files, folder)) {
    if (const auto done = files.rename(names.old, folder); !done) {
      diagnostics.add(disk_error("put back", folder, done.error()));
      return false;
    }
  }
  return clean_copy(files, names.staged, folder, diagnostics) && clean_copy(files, names.old, folder, diagnostics);
}

}  // namespace atlas::state
