#pragma once

#include "atlas/utils/file_system.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace atlas::test {

/// A disk in memory, with inodes, hard links and exchange, on which any single step can be made to fail.
/// Not thread-safe.
class MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem();

  // What tests set up and look at.
  void put(const std::string& path, const std::string& content, int mode = 0644);  ///< with its folders
  void put_symlink(const std::string& path);
  void put_folder(const std::string& path);
  std::map<std::string, std::string> contents(const std::string& folder) const;  ///< relative path → bytes, no folders
  std::set<std::string> names() const;                                           ///< all paths

  /// The writing step number `step` (from 1) and, when `dead`, all later ones fail with this error.
  void fail_at(int step, std::errc error, bool dead);
  int steps() const { return steps_; }                         ///< writing steps so far
  void restart() { steps_ = 0, fail_at_ = 0, dead_ = false; }  ///< a new process: locks of the dead one are gone
  /// Called before every writing step with its number.
  std::function<void(int)> before_step;
  bool can_exchange = true;
  bool can_link = true;

  Outcome<std::optional<FileInfo>> info(const std::string& path) override;
  Outcome<std::vector<DirectoryEntry>> list(const std::string& path) override;
  Outcome<std::string> read(const std::string& path) override;
  Outcome<void> create(const std::string& path, const std::string& content, int mode, bool durable) override;
  Outcome<void> make_directory(const std::string& path, int mode) override;
  Outcome<void> link(const std::string& from, const std::string& to) override;
  Outcome<void> rename(const std::string& from, const std::string& to) override;
  Outcome<void> exchange(const std::string& a, const std::string& b) override;
  Outcome<void> remove(const std::string& path) override;
  Outcome<void> remove_directory(const std::string& path) override;
  Outcome<void> sync_directory(const std::string& path) override;
  Outcome<std::string> absolute(const std::string& path) override;
  Outcome<std::unique_ptr<FileLock>> lock(const std::string& path) override;

 private:
  struct Node {
    FileKind kind = FileKind::file;
    std::string content;
    int mode = 0644;
    std::uint64_t inode = 0;
  };
  using Nodes = std::map<std::string, std::shared_ptr<Node>>;

  Outcome<void> step();
  Outcome<void> add(const std::string& path, std::shared_ptr<Node> node);
  std::shared_ptr<Node> make(FileKind kind, std::string content, int mode);
  std::shared_ptr<Node> find(const std::string& path) const;
  Nodes take(const std::string& path);
  void place(const Nodes& nodes, const std::string& from, const std::string& to);

  Nodes nodes_;
  std::set<std::string> locks_;
  std::uint64_t next_inode_ = 1;
  int steps_ = 0;
  int fail_at_ = 0;
  std::errc error_ = std::errc::io_error;
  bool dead_ = false;
};

}  // namespace atlas::test
