#include "atlas/utils/file_system.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace atlas {
namespace {

template <class T>
using Outcome = FileSystem::Outcome<T>;

tl::unexpected<std::error_code> fail(int code) {
  return tl::unexpected<std::error_code>(std::error_code(code, std::system_category()));
}
tl::unexpected<std::error_code> fail() { return fail(errno); }

Outcome<void> checked(int result) {
  if (result != 0) {
    return fail();
  }
  return {};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) {
      close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return number_; }
  bool open() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

FileKind kind_of(mode_t mode) {
  return S_ISREG(mode)   ? FileKind::file
         : S_ISDIR(mode) ? FileKind::directory
         : S_ISLNK(mode) ? FileKind::symlink
                         : FileKind::other;
}

FileInfo info_of(const struct stat& s) {
  FileInfo info;
  info.kind = kind_of(s.st_mode);
  info.mode = static_cast<int>(s.st_mode & 07777U);
  info.size = static_cast<std::uint64_t>(s.st_size);
  info.device = s.st_dev;
  info.inode = s.st_ino;
  info.modified_ns = static_cast<std::int64_t>(s.st_mtim.tv_sec) * 1'000'000'000 + s.st_mtim.tv_nsec;
  return info;
}

Outcome<void> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return fail();
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return {};
}

Outcome<void> fill(Descriptor file, const std::string& content, int mode, bool durable) {
  if (Outcome<void> done = write_all(file.get(), content); !done) {
    return done;
  }
  if (fchmod(file.get(), static_cast<mode_t>(mode)) != 0 || (durable && fsync(file.get()) != 0)) {
    return fail();
  }
  return checked(close(file.release()));
}

// The name is removed before the lock: whoever opened it meanwhile sees that the name is gone, and tries again.
class HeldLock final : public FileLock {
 public:
  HeldLock(std::string path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}
  ~HeldLock() override { unlink(path_.c_str()); }

 private:
  std::string path_;
  Descriptor file_;
};

class RealFileSystem final : public FileSystem {
 public:
  Outcome<std::optional<FileInfo>> info(const std::string& path) override {
    struct stat s{};
    if (lstat(path.c_str(), &s) == 0) {
      return info_of(s);
    }
    if (errno == ENOENT) {
      return std::optional<FileInfo>();
    }
    return fail();
  }

  Outcome<std::vector<DirectoryEntry>> list(const std::string& path) override {
    DIR* folder = opendir(path.c_str());
    if (folder == nullptr) {
      return fail();
    }
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* entry = readdir(folder)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") {
        entries.push_back({name, kind(path, *entry)});
      }
    }
    const int error = errno;
    closedir(folder);
    if (error != 0) {
      return fail(error);
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
  }

  Outcome<std::string> read(const std::string& path) override {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat s{};
    if (!file.open() || fstat(file.get(), &s) != 0) {
      return fail();
    }
    // One byte more than expected, so that the end is seen with the first read.
    std::string content(static_cast<std::size_t>(s.st_size) + 1, '\0');
    for (std::size_t filled = 0;;) {
      const ssize_t count = ::read(file.get(), content.data() + filled, content.size() - filled);
      if (count < 0 && errno != EINTR) {
        return fail();
      }
      if (count == 0) {
        content.resize(filled);
        return content;
      }
      filled += count < 0 ? 0 : static_cast<std::size_t>(count);
      if (filled == content.size()) {
        content.resize(content.size() * 2);
      }
    }
  }

  Outcome<void> create(const std::string& path, const std::string& content, int mode, bool durable) override {
    Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.open()) {
      return fail();
    }
    Outcome<void> done = fill(std::move(file), content, mode, durable);
    if (!done) {
      unlink(path.c_str());
    }
    return done;
  }

  Outcome<void> make_directory(const std::string& path, int mode) override {
    if (mkdir(path.c_str(), 0700) != 0) {
      return fail();
    }
    return checked(chmod(path.c_str(), static_cast<mode_t>(mode)));
  }

  Outcome<void> link(const std::string& from, const std::string& to) override {
    return checked(linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0));
  }
  Outcome<void> rename(const std::string& from, const std::string& to) override {
    return checked(::rename(from.c_str(), to.c_str()));
  }

  Outcome<void> exchange(const std::string& a, const std::string& b) override {
    if (syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) {
      return {};
    }
    return fail(errno == ENOSYS || errno == EINVAL ? EOPNOTSUPP : errno);
  }

  Outcome<void> remove(const std::string& path) override { return checked(unlink(path.c_str())); }
  Outcome<void> remove_directory(const std::string& path) override { return checked(rmdir(path.c_str())); }

  Outcome<void> sync_directory(const std::string& path) override {
    const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.open() ? checked(fsync(folder.get())) : fail();
  }

  Outcome<std::string> absolute(const std::string& given) override {
    const std::string path = given.substr(0, given.find_last_not_of('/') + 1);
    const std::size_t slash = path.find_last_of('/');
    const std::string last = slash == std::string::npos ? path : path.substr(slash + 1);
    if (last.empty() || last == "." || last == "..") {
      return resolve(given);
    }
    return resolve(slash == std::string::npos ? "." : path.substr(0, slash + 1)).map([&](const std::string& folder) {
      return (folder == "/" ? folder : folder + "/") + last;
    });
  }

  Outcome<std::unique_ptr<FileLock>> lock(const std::string& path) override {
    for (;;) {
      Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
      struct stat held{};
      if (!file.open() || flock(file.get(), LOCK_EX | LOCK_NB) != 0 || fstat(file.get(), &held) != 0) {
        return fail();
      }
      struct stat named{};
      if (lstat(path.c_str(), &named) == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev) {
        return std::make_unique<HeldLock>(path, std::move(file));
      }
    }
  }

 private:
  static Outcome<std::string> resolve(const std::string& path) {
    char resolved[PATH_MAX];
    if (realpath(path.c_str(), resolved) == nullptr) {
      return fail();
    }
    return std::string(resolved);
  }

  static FileKind kind(const std::string& folder, const dirent& entry) {
    switch (entry.d_type) {
      case DT_REG:
        return FileKind::file;
      case DT_DIR:
        return FileKind::directory;
      case DT_LNK:
        return FileKind::symlink;
      case DT_UNKNOWN:
        break;
      default:
        return FileKind::other;
    }
    struct stat s{};
    return lstat((folder + "/" + entry.d_name).c_str(), &s) == 0 ? kind_of(s.st_mode) : FileKind::other;
  }
};

}  // namespace

FileSystem& real_file_system() {
  static RealFileSystem instance;
  return instance;
}

}  // namespace atlas
