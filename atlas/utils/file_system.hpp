#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <tl/expected.hpp>
#include <vector>

namespace atlas {

enum class FileKind { file, directory, symlink, other };

struct FileInfo {
  FileKind kind = FileKind::file;
  int mode = 0;  ///< permission bits only
  std::uint64_t size = 0;
  std::uint64_t device = 0;  ///< device and inode: equal for two names of one file
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;

  bool same_file(const FileInfo& other) const { return device == other.device && inode == other.inode; }
};

struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::file;
};

/// Held while it lives; released by the destructor and by the end of the process, however it ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

/// The seam to the disk: every effect on files goes through it, so that a test can fail any single step.
/// Paths are UTF-8 and plain strings. No operation follows a symbolic link in the last part of a path.
/// Failures are error codes of the system category. Implementations are thread-safe.
class FileSystem {
 public:
  template <class T>
  using Outcome = tl::expected<T, std::error_code>;

  virtual ~FileSystem() = default;

  /// What is there; nothing when nothing is.
  virtual Outcome<std::optional<FileInfo>> info(const std::string& path) = 0;
  /// The entries of a folder by name, without `.` and `..`.
  virtual Outcome<std::vector<DirectoryEntry>> list(const std::string& path) = 0;
  virtual Outcome<std::string> read(const std::string& path) = 0;
  /// Creates a file with exactly this mode, whatever the umask. Fails when the path exists.
  /// Leaves nothing behind when it fails. `durable` waits for the disk.
  virtual Outcome<void> create(const std::string& path, const std::string& content, int mode, bool durable = false) = 0;
  /// Creates one folder with exactly this mode. Fails when the path exists.
  virtual Outcome<void> make_directory(const std::string& path, int mode) = 0;
  /// A second name for the same file (a symbolic link gets a second name itself).
  virtual Outcome<void> link(const std::string& from, const std::string& to) = 0;
  /// Gives the file a new name, replacing what is there.
  virtual Outcome<void> rename(const std::string& from, const std::string& to) = 0;
  /// Swaps two names in one step. `operation_not_supported` where the file system cannot.
  virtual Outcome<void> exchange(const std::string& a, const std::string& b) = 0;
  /// Removes a file or link; an empty folder with `remove_directory`.
  virtual Outcome<void> remove(const std::string& path) = 0;
  virtual Outcome<void> remove_directory(const std::string& path) = 0;
  /// Waits until the folder's entries are on the disk.
  virtual Outcome<void> sync_directory(const std::string& path) = 0;
  /// The absolute path without symbolic links in any part; the last part need not exist.
  virtual Outcome<std::string> absolute(const std::string& path) = 0;
  /// Takes the lock file at `path`, creating it; removes it when released. `resource_unavailable_try_again` when
  /// another process (or another lock of this one) holds it. Never waits.
  virtual Outcome<std::unique_ptr<FileLock>> lock(const std::string& path) = 0;
};

/// The disk of this machine. Lives as long as the program.
FileSystem& real_file_system();

}  // namespace atlas
