#include "atlas/state/side_file.hpp"

#include "atlas/state/errors.hpp"

#include <fmt/format.h>

namespace atlas::state {
namespace {

std::string temporary(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  return fmt::format("{}.{}.atlas-tmp", parent, path.substr(slash + 1));
}

}  // namespace

std::optional<std::string> read_side_file(FileSystem& files, const std::string& path, Diagnostics& diagnostics) {
  const auto info = files.info(path);
  if (!info) {
    diagnostics.add(disk_error("read", path, info.error()));
    return std::nullopt;
  }
  if (!*info) {
    return "";
  }
  if ((*info)->kind != FileKind::file) {
    const bool link = (*info)->kind == FileKind::symlink;
    diagnostics.add(link ? k_symlink(fmt::format("{} is a symbolic link", path)).fix("replace it by the file itself")
                         : k_in_the_way(fmt::format("{} is not a file", path)).fix("move it away and run again"));
    return std::nullopt;
  }
  auto text = files.read(path);
  if (!text) {
    diagnostics.add(disk_error("read", path, text.error()));
    return std::nullopt;
  }
  return std::move(*text);
}

bool stage_side_file(FileSystem& files, const SideFile& file, Diagnostics& diagnostics) {
  static_cast<void>(files.remove(temporary(file.path)));
  const auto done = files.create(temporary(file.path), file.text, file.mode, true);
  if (!done) {
    diagnostics.add(disk_error("write", file.path, done.error()));
  }
  return done.has_value();
}

bool commit_side_file(FileSystem& files, const std::string& path, Diagnostics& diagnostics) {
  const auto done = files.rename(temporary(path), path);
  if (!done) {
    diagnostics.add(disk_error("write", path, done.error()));
    drop_side_file(files, path);
  }
  return done.has_value();
}

void drop_side_file(FileSystem& files, const std::string& path) { static_cast<void>(files.remove(temporary(path))); }

bool write_side_file(FileSystem& files, const SideFile& file, Diagnostics& diagnostics) {
  const std::optional<std::string> present = read_side_file(files, file.path, diagnostics);
  if (!present || *present == file.text) {
    return false;
  }
  return stage_side_file(files, file, diagnostics) && commit_side_file(files, file.path, diagnostics);
}

}  // namespace atlas::state
