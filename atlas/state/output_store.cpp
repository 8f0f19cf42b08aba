#include "atlas/state/output_store.hpp"

#include "atlas/state/compare.hpp"
#include "atlas/state/errors.hpp"
#include "atlas/state/side_file.hpp"
#include "atlas/state/swap.hpp"
#include "atlas/state/unified_diff.hpp"

#include <fmt/format.h>

namespace atlas::state {
namespace {

class Writer {
 public:
  Writer(FileSystem& files, const OutputRequest& request, Diagnostics& diagnostics)
      : files_(files), request_(request), diagnostics_(diagnostics) {}

  OutputResult run() {
    if (resolve_folder() && look() && !request_.dry_run) {
      const SiblingNames names(folder_);
      if (needs_write() || has_leftovers(names)) {
        write_locked(names);
      }
    }
    diagnostics_.add(found_);
    result_.files = std::move(comparison_.changes);
    return std::move(result_);
  }

 private:
  bool failed(const std::string& verb, const std::string& path, std::error_code code) {
    diagnostics_.add(disk_error(verb, path, code));
    return false;
  }

  // A folder that cannot be resolved on a dry run is one that is not there.
  bool resolve_folder() {
    const std::string given = request_.folder.empty() ? "." : request_.folder;
    auto absolute = files_.absolute(given);
    if (!absolute && absolute.error() == std::errc::no_such_file_or_directory && !request_.dry_run) {
      const std::string trimmed = given.substr(0, given.find_last_not_of('/') + 1);
      const std::size_t slash = trimmed.find_last_of('/');
      if (const auto made = make_directories(files_, slash == std::string::npos ? "." : trimmed.substr(0, slash));
          !made) {
        return failed("create the folder", given, made.error());
      }
      absolute = files_.absolute(given);
    }
    if (!absolute && absolute.error() != std::errc::no_such_file_or_directory) {
      return failed("find the folder", given, absolute.error());
    }
    folder_ = absolute ? *absolute : given;
    if (folder_ == "/") {
      diagnostics_.add(
          k_foreign_folder("the root folder cannot be an output folder").fix("give another folder with -o"));
      return false;
    }
    return true;
  }

  // Fills scan, comparison and the lock file's state; false when the write must not go on.
  bool look() {
    found_ = {};
    scan_ = scan_tree(files_, folder_, found_);
    comparison_ = found_.has_errors() ? Comparison{} : compare(files_, request_, folder_, scan_, hashes_, found_);
    look_at_lock_file();
    return !found_.has_errors();
  }

  void look_at_lock_file() {
    if (!request_.lock_file) {
      return;
    }
    const std::optional<std::string> present = read_side_file(files_, request_.lock_file->path, found_);
    result_.lock_file_differs = present && *present != request_.lock_file->text;
    if (request_.dry_run && present) {
      result_.lock_file_diff = unified_diff(*present, request_.lock_file->text, "a/" + request_.lock_file->path,
                                            "b/" + request_.lock_file->path);
    }
  }

  bool needs_write() const {
    return comparison_.changes_files() || comparison_.manifest_differs || result_.lock_file_differs;
  }

  void write_locked(const SiblingNames& names) {
    const auto lock = files_.lock(names.lock);
    if (!lock) {
      report_lock(lock.error());
      return;
    }
    // Another run may have written, and a killed one may have left things, since the first look.
    if (!clean_leftovers(files_, folder_, names, diagnostics_) || !look() || !needs_write() || refuses_busy_folder()) {
      return;
    }
    result_.written = write(names);
  }

  void report_lock(std::error_code error) {
    if (error != std::errc::resource_unavailable_try_again) {
      failed("write beside", folder_, error);
    } else if (needs_write()) {
      diagnostics_.add(
          k_locked(fmt::format("another run is writing {}", folder_)).fix("wait until it ends, then run again"));
    }
  }

  bool has_leftovers(const SiblingNames& names) {
    const auto staged = files_.info(names.staged);
    const auto old = files_.info(names.old);
    return !staged || !old || *staged || *old;
  }

  bool refuses_busy_folder() {
    if (!comparison_.changes_files() || comparison_.tool_lock.empty() || request_.force) {
      return false;
    }
    diagnostics_.add(k_in_use(fmt::format("a tool is working in {}: {} is there", folder_, comparison_.tool_lock))
                         .fix("wait until it ends; when none runs: tofu force-unlock, or run with --force"));
    return true;
  }

  bool write(const SiblingNames& names) {
    const bool with_lock_file = result_.lock_file_differs;
    if (with_lock_file && !stage_side_file(files_, *request_.lock_file, diagnostics_)) {
      return false;
    }
    const bool written = write_folder(names, with_lock_file);
    if (!written && with_lock_file) {
      drop_side_file(files_, request_.lock_file->path);
    }
    return written;
  }

  bool commit_lock_file(bool wanted) {
    return !wanted || commit_side_file(files_, request_.lock_file->path, diagnostics_);
  }

  bool write_folder(const SiblingNames& names, bool with_lock_file) {
    if (!comparison_.changes_files() && scan_.exists) {
      return write_manifest() && commit_lock_file(with_lock_file);
    }
    if (!stage_tree(files_, folder_, names, scan_, comparison_, diagnostics_) ||
        !swap_in(files_, folder_, names, scan_.exists, diagnostics_)) {
      return false;
    }
    if (!commit_lock_file(with_lock_file)) {
      swap_back(files_, folder_, names, scan_.exists);
      return false;
    }
    tidy_up(names);
    return true;
  }

  // No file changes, so the folder can stay: only what is known about it differs.
  bool write_manifest() {
    if (!comparison_.manifest_differs) {
      return true;
    }
    const std::string path = fmt::format("{}/{}", folder_, k_manifest_path);
    if (const auto made = make_directories(files_, folder_ + "/.atlas"); !made) {
      return failed("create the folder", folder_ + "/.atlas", made.error());
    }
    return write_side_file(files_, {path, to_text(comparison_.manifest)}, diagnostics_);
  }

  void tidy_up(const SiblingNames& names) {
    for (const std::string& copy : {names.staged, names.old}) {
      const auto info = files_.info(copy);
      if (info && *info && !discard_copy(files_, copy, folder_, comparison_.drop, diagnostics_)) {
        diagnostics_.add(k_not_cleaned(fmt::format("the former output {} could not be removed", copy))
                             .fix("remove it, or run again"));
      }
    }
    static_cast<void>(files_.sync_directory(folder_.substr(0, folder_.find_last_of('/') + 1)));
  }

  FileSystem& files_;
  const OutputRequest& request_;
  Diagnostics& diagnostics_;
  Diagnostics found_;  // by the last look
  std::string folder_;
  TreeScan scan_;
  ContentHashes hashes_;
  Comparison comparison_;
  OutputResult result_;
};

}  // namespace

OutputResult write_output(FileSystem& files, const OutputRequest& request, Diagnostics& diagnostics) {
  return Writer(files, request, diagnostics).run();
}

}  // namespace atlas::state
