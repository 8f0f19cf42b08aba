#include "tests/support/memory_file_system.hpp"

namespace atlas::test {
namespace {

tl::unexpected<std::error_code> fail(std::errc error) {
  return tl::unexpected<std::error_code>(std::error_code(static_cast<int>(error), std::system_category()));
}

std::string parent(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

bool is_below(const std::string& path, const std::string& folder) { return path.starts_with(folder + "/"); }

class MemoryLock final : public FileLock {
 public:
  MemoryLock(std::set<std::string>& locks, std::string path) : locks_(locks), path_(std::move(path)) {}
  ~MemoryLock() override { locks_.erase(path_); }

 private:
  std::set<std::string>& locks_;
  std::string path_;
};

}  // namespace

MemoryFileSystem::MemoryFileSystem() { nodes_.emplace("", make(FileKind::directory, "", 0755)); }

std::shared_ptr<MemoryFileSystem::Node> MemoryFileSystem::make(FileKind kind, std::string content, int mode) {
  return std::make_shared<Node>(Node{kind, std::move(content), mode, next_inode_++});
}

std::shared_ptr<MemoryFileSystem::Node> MemoryFileSystem::find(const std::string& path) const {
  const auto it = nodes_.find(path);
  return it == nodes_.end() ? nullptr : it->second;
}

void MemoryFileSystem::put_folder(const std::string& path) {
  if (find(path) == nullptr) {
    put_folder(parent(path));
    nodes_.emplace(path, make(FileKind::directory, "", 0755));
  }
}

void MemoryFileSystem::put(const std::string& path, const std::string& content, int mode) {
  put_folder(parent(path));
  nodes_[path] = make(FileKind::file, content, mode);
}

void MemoryFileSystem::put_symlink(const std::string& path) {
  put_folder(parent(path));
  nodes_[path] = make(FileKind::symlink, "", 0777);
}

std::map<std::string, std::string> MemoryFileSystem::contents(const std::string& folder) const {
  std::map<std::string, std::string> result;
  for (const auto& [path, node] : nodes_) {
    if (is_below(path, folder) && node->kind != FileKind::directory) {
      result.emplace(path.substr(folder.size() + 1), node->content);
    }
  }
  return result;
}

std::set<std::string> MemoryFileSystem::names() const {
  std::set<std::string> result;
  for (const auto& [path, node] : nodes_) {
    result.insert(path);
  }
  return result;
}

void MemoryFileSystem::fail_at(int step, std::errc error, bool dead) {
  steps_ = 0;
  fail_at_ = step;
  error_ = error;
  dead_ = dead;
}

FileSystem::Outcome<void> MemoryFileSystem::step() {
  ++steps_;
  if (before_step) {
    before_step(steps_);
  }
  if (fail_at_ != 0 && (steps_ == fail_at_ || (dead_ && steps_ > fail_at_))) {
    return fail(error_);
  }
  return {};
}

FileSystem::Outcome<std::optional<FileInfo>> MemoryFileSystem::info(const std::string& path) {
  const auto node = find(path);
  if (node == nullptr) {
    return std::optional<FileInfo>();
  }
  return FileInfo{node->kind, node->mode, node->content.size(), 1, node->inode, 0};
}

FileSystem::Outcome<std::vector<DirectoryEntry>> MemoryFileSystem::list(const std::string& path) {
  const auto node = find(path);
  if (node == nullptr || node->kind != FileKind::directory) {
    return fail(node == nullptr ? std::errc::no_such_file_or_directory : std::errc::not_a_directory);
  }
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, entry] : nodes_) {
    if (is_below(name, path) && parent(name) == path) {
      entries.push_back({name.substr(path.size() + 1), entry->kind});
    }
  }
  return entries;
}

FileSystem::Outcome<std::string> MemoryFileSystem::read(const std::string& path) {
  const auto node = find(path);
  if (node == nullptr || node->kind != FileKind::file) {
    return fail(node == nullptr ? std::errc::no_such_file_or_directory : std::errc::too_many_symbolic_link_levels);
  }
  return node->content;
}

FileSystem::Outcome<void> MemoryFileSystem::add(const std::string& path, std::shared_ptr<Node> node) {
  const auto folder = find(parent(path));
  if (folder == nullptr || folder->kind != FileKind::directory) {
    return fail(std::errc::no_such_file_or_directory);
  }
  if (!nodes_.emplace(path, std::move(node)).second) {
    return fail(std::errc::file_exists);
  }
  return {};
}

FileSystem::Outcome<void> MemoryFileSystem::create(const std::string& path, const std::string& content, int mode,
                                                   bool) {
  return step().and_then([&] { return add(path, make(FileKind::file, content, mode)); });
}

FileSystem::Outcome<void> MemoryFileSystem::make_directory(const std::string& path, int mode) {
  return step().and_then([&] { return add(path, make(FileKind::directory, "", mode)); });
}

FileSystem::Outcome<void> MemoryFileSystem::link(const std::string& from, const std::string& to) {
  return step().and_then([&]() -> Outcome<void> {
    const auto node = find(from);
    if (node == nullptr || node->kind == FileKind::directory || !can_link) {
      return fail(node == nullptr ? std::errc::no_such_file_or_directory : std::errc::operation_not_permitted);
    }
    return add(to, node);
  });
}

MemoryFileSystem::Nodes MemoryFileSystem::take(const std::string& path) {
  Nodes taken;
  for (auto it = nodes_.lower_bound(path); it != nodes_.end();) {
    if (it->first == path || is_below(it->first, path)) {
      taken.insert(*it);
      it = nodes_.erase(it);
    } else {
      ++it;
    }
  }
  return taken;
}

void MemoryFileSystem::place(const Nodes& nodes, const std::string& from, const std::string& to) {
  for (const auto& [path, node] : nodes) {
    nodes_[to + path.substr(from.size())] = node;
  }
}

FileSystem::Outcome<void> MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  return step().and_then([&]() -> Outcome<void> {
    if (find(from) == nullptr || find(parent(to)) == nullptr) {
      return fail(std::errc::no_such_file_or_directory);
    }
    const auto there = list(to);
    if (there && !there->empty()) {
      return fail(std::errc::directory_not_empty);
    }
    place(take(from), from, to);
    return {};
  });
}

FileSystem::Outcome<void> MemoryFileSystem::exchange(const std::string& a, const std::string& b) {
  return step().and_then([&]() -> Outcome<void> {
    if (!can_exchange) {
      return fail(std::errc::operation_not_supported);
    }
    if (find(a) == nullptr || find(b) == nullptr) {
      return fail(std::errc::no_such_file_or_directory);
    }
    const Nodes first = take(a);
    const Nodes second = take(b);
    place(first, a, b);
    place(second, b, a);
    return {};
  });
}

FileSystem::Outcome<void> MemoryFileSystem::remove(const std::string& path) {
  return step().and_then([&]() -> Outcome<void> {
    const auto node = find(path);
    if (node == nullptr || node->kind == FileKind::directory) {
      return fail(node == nullptr ? std::errc::no_such_file_or_directory : std::errc::is_a_directory);
    }
    nodes_.erase(path);
    return {};
  });
}

FileSystem::Outcome<void> MemoryFileSystem::remove_directory(const std::string& path) {
  return step().and_then([&]() -> Outcome<void> {
    const auto entries = list(path);
    if (!entries || !entries->empty()) {
      return fail(entries ? std::errc::directory_not_empty : std::errc::no_such_file_or_directory);
    }
    nodes_.erase(path);
    return {};
  });
}

FileSystem::Outcome<void> MemoryFileSystem::sync_directory(const std::string&) { return step(); }

FileSystem::Outcome<std::string> MemoryFileSystem::absolute(const std::string& path) {
  if (find(parent(path)) == nullptr) {
    return fail(std::errc::no_such_file_or_directory);
  }
  return path;
}

FileSystem::Outcome<std::unique_ptr<FileLock>> MemoryFileSystem::lock(const std::string& path) {
  if (!locks_.insert(path).second) {
    return fail(std::errc::resource_unavailable_try_again);
  }
  return std::make_unique<MemoryLock>(locks_, path);
}

}  // namespace atlas::test
