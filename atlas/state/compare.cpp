#include "atlas/state/compare.hpp"

#include "atlas/state/errors.hpp"
#include "atlas/state/unified_diff.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::state {
namespace {

constexpr std::size_t k_shown_diff_lines = 12;

std::string head(const std::string& diff) {
  std::vector<std::string> lines = text::lines(diff);
  if (lines.size() > k_shown_diff_lines) {
    const std::size_t more = lines.size() - k_shown_diff_lines;
    lines.resize(k_shown_diff_lines);
    lines.push_back(fmt::format("… {} more lines", more));
  }
  return text::join(lines, "\n");
}

class Comparer {
 public:
  Comparer(FileSystem& files, const OutputRequest& request, const std::string& folder, const TreeScan& scan,
           ContentHashes& hashes, Diagnostics& diagnostics)
      : files_(files), request_(request), folder_(folder), scan_(scan), hashes_(hashes), diagnostics_(diagnostics) {}

  Comparison run() {
    load_manifest();
    refuse_foreign_folder();
    compare_removed();
    for (const auto& [path, file] : request_.tree->files()) {
      if (place_is_free(path)) {
        compare_wanted(path, file);
      }
    }
    check_overrides();
    finish();
    return std::move(result_);
  }

 private:
  std::string on_disk(std::string_view path) const { return fmt::format("{}/{}", folder_, path); }

  const std::string& hash_of(const std::string& content) {
    std::string& hash = hashes_[&content];
    if (hash.empty()) {
      hash = sha256(content);
    }
    return hash;
  }

  // The path as the user would write it.
  std::string shown(std::string_view path) const {
    const std::string folder = request_.folder.substr(0, request_.folder.find_last_not_of('/') + 1);
    return folder.empty() ? on_disk(path) : fmt::format("{}/{}", folder, path);
  }

  bool is_file(std::string_view path) const {
    const FileKind* kind = scan_.find(path);
    return kind != nullptr && *kind == FileKind::file;
  }

  std::string read(const std::string& path) {
    auto content = files_.read(on_disk(path));
    if (!content) {
      diagnostics_.add(disk_error("read", on_disk(path), content.error()));
      return "";
    }
    return std::move(*content);
  }

  void load_manifest() {
    result_.manifest.spec_hash = request_.spec_hash;
    result_.manifest.atlas_version = request_.atlas_version;
    if (!is_file(k_manifest_path)) {
      return;
    }
    old_text_ = read(std::string(k_manifest_path));
    Result<Manifest> parsed = parse_manifest(old_text_, shown(k_manifest_path));
    if (parsed) {
      old_ = std::move(*parsed);
    } else if (!request_.force) {
      diagnostics_.add(parsed.error());
    }
  }

  void refuse_foreign_folder() {
    const auto foreign = [](const auto& entry) {
      return entry.first != ".git" && !entry.first.starts_with(".git/") && entry.first != ".atlas" &&
             !entry.first.starts_with(".atlas/");
    };
    const auto first = std::find_if(scan_.entries.begin(), scan_.entries.end(), foreign);
    if (old_text_.empty() && !request_.force && first != scan_.entries.end()) {
      diagnostics_.add(k_foreign_folder(fmt::format("the folder {} holds files that ATLAS did not write, such as {}",
                                                    request_.folder, first->first))
                           .fix("give another folder with -o, or take this one over with --force"));
    }
  }

  // False when the file cannot stand at that path; says why.
  bool place_is_free(const std::string& path) {
    if (!is_safe_path(path)) {
      diagnostics_.add(
          k_unsafe_path(fmt::format("the generated file '{}' has a path that leaves the output folder", path)));
      return false;
    }
    for (const std::string& parent : parents(path)) {
      if (request_.tree->find(parent) != nullptr) {
        diagnostics_.add(
            k_unsafe_path(fmt::format("'{}' is generated as a file and as a folder of '{}'", parent, path)));
        return false;
      }
      if (!is_kind(parent, FileKind::directory)) {
        return false;
      }
    }
    return is_kind(path, FileKind::file);
  }

  bool is_kind(const std::string& path, FileKind wanted) {
    const FileKind* kind = scan_.find(path);
    if (kind == nullptr || *kind == wanted) {
      return true;
    }
    if (*kind == FileKind::symlink) {
      diagnostics_.add(
          k_symlink(fmt::format("{} is a symbolic link", shown(path))).fix("remove the link and run again"));
    } else if (wanted == FileKind::directory ? result_.drop.contains(path) : is_emptied(path)) {
      return true;
    } else {
      diagnostics_.add(k_in_the_way(fmt::format("{} is {}", shown(path),
                                                wanted == FileKind::directory ? "not a folder" : "not a file"))
                           .fix("move it away and run again"));
    }
    return false;
  }

  // True for a folder in which no file stays.
  bool is_emptied(const std::string& folder) const {
    const std::string prefix = folder + "/";
    for (auto it = scan_.entries.lower_bound(prefix); it != scan_.entries.end() && it->first.starts_with(prefix);
         ++it) {
      if (it->second != FileKind::directory && !result_.drop.contains(it->first)) {
        return false;
      }
    }
    return true;
  }

  void compare_wanted(const std::string& path, const spec::OutputFile& file) {
    const std::string override_path = std::string(k_overrides) + path;
    const bool overridden = is_file(override_path);
    const std::string& content = overridden ? result_.overrides.emplace_back(read(override_path)) : file.content;
    const ManifestEntry wanted{overridden ? sha256(content) : hash_of(content), file.mode, file.section, overridden};
    if (!is_file(path)) {
      write(path, content, wanted, "added", "");
      return;
    }
    const std::string present = read(path);
    if (present == content) {
      compare_mode(path, content, wanted);
      return;
    }
    const ManifestEntry* entry = old_.find(path);
    if (request_.force || (entry != nullptr && sha256(present) == entry->sha256)) {
      write(path, content, wanted, "changed", present);
    } else {
      keep(path, present, content, entry, entry != nullptr && entry->sha256 == wanted.sha256);
    }
  }

  void compare_mode(const std::string& path, const std::string& content, const ManifestEntry& wanted) {
    const auto info = files_.info(on_disk(path));
    if (info && *info && (*info)->mode == wanted.mode) {
      result_.manifest.files.emplace(path, wanted);
      result_.changes.push_back({path, "unchanged", ""});
      return;
    }
    write(path, content, wanted, "changed", content);
    if (request_.dry_run && info && *info) {
      result_.changes.back().diff = fmt::format("old mode {:04o}\nnew mode {:04o}\n", (*info)->mode, wanted.mode);
    }
  }

  void write(const std::string& path, const std::string& content, const ManifestEntry& wanted, const char* change,
             const std::string& present) {
    spec::FileChange entry{path, change, ""};
    if (request_.dry_run) {
      entry.diff = unified_diff(present, content, is_file(path) ? "a/" + path : "/dev/null", "b/" + path);
    } else {
      result_.write.emplace(path, WantedFile{&content, wanted.mode});
    }
    if (is_file(path)) {
      result_.drop.emplace(path, sha256(present));
    }
    result_.manifest.files.emplace(path, wanted);
    result_.changes.push_back(std::move(entry));
  }

  // The old entry stays in the manifest: it says what the person started from.
  void keep(const std::string& path, const std::string& present, const std::string& content, const ManifestEntry* entry,
            bool same_plan) {
    spec::FileChange change{path, same_plan ? "edited" : "conflict",
                            unified_diff(content, present, "generated/" + path, "kept/" + path)};
    report_edit(path, entry == nullptr ? "was not written by ATLAS, but is generated now" : "was edited by a person",
                change.diff);
    result_.changes.push_back(std::move(change));
    if (entry != nullptr) {
      result_.manifest.files.emplace(path, *entry);
    }
  }

  void report_edit(const std::string& path, std::string_view what, const std::string& diff) {
    diagnostics_.add(k_edited(fmt::format("{} {}; it is kept", shown(path), what))
                         .because(head(diff))
                         .fix(fmt::format("to keep it for good, move it to {}; to lose the edit, run with --force",
                                          shown(fmt::format("{}{}", k_overrides, path)))));
  }

  void compare_removed() {
    for (const auto& [path, entry] : old_.files) {
      if (request_.tree->find(path) != nullptr || !is_file(path) || !is_safe_path(path)) {
        continue;
      }
      const std::string present = read(path);
      if (request_.force || sha256(present) == entry.sha256) {
        result_.drop.emplace(path, sha256(present));
        result_.changes.push_back(
            {path, "removed", request_.dry_run ? unified_diff(present, "", "a/" + path, "/dev/null") : ""});
      } else {
        result_.changes.push_back({path, "edited", ""});
        result_.manifest.files.emplace(path, entry);
        diagnostics_.add(
            k_edited(fmt::format("{} is no longer generated, but was edited by a person; it is kept", shown(path)))
                .fix("remove the file when you do not need it, or run with --force"));
      }
    }
  }

  void check_overrides() {
    for (auto it = scan_.entries.lower_bound(k_overrides);
         it != scan_.entries.end() && it->first.starts_with(k_overrides); ++it) {
      const std::string_view path = std::string_view(it->first).substr(k_overrides.size());
      if (it->second == FileKind::symlink) {
        diagnostics_.add(k_symlink(fmt::format("the override {} is a symbolic link", shown(it->first)))
                             .fix("replace it by the file itself"));
      } else if (it->second == FileKind::file && request_.tree->find(path) == nullptr) {
        diagnostics_.add(
            k_useless_override(fmt::format("the override {} stands for no generated file", shown(it->first)))
                .fix("correct its path, or remove it"));
      }
    }
  }

  void finish() {
    std::sort(result_.changes.begin(), result_.changes.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    result_.manifest_differs = to_text(result_.manifest) != old_text_;
    for (const auto& [path, kind] : scan_.entries) {
      if (path.ends_with(".tfstate.lock.info")) {
        result_.tool_lock = path;
      }
    }
  }

  FileSystem& files_;
  const OutputRequest& request_;
  const std::string& folder_;
  const TreeScan& scan_;
  ContentHashes& hashes_;
  Diagnostics& diagnostics_;
  std::string old_text_;
  Manifest old_;
  Comparison result_;
};

}  // namespace

Comparison compare(FileSystem& files, const OutputRequest& request, const std::string& folder, const TreeScan& scan,
                   ContentHashes& hashes, Diagnostics& diagnostics) {
  return Comparer(files, request, folder, scan, hashes, diagnostics).run();
}

}  // namespace atlas::state
