#include "atlas/state/tree_scan.hpp"

#include "atlas/state/errors.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::state {
namespace {

void scan_into(FileSystem& files, const std::string& folder, const std::string& prefix, TreeScan& scan,
               Diagnostics& diagnostics) {
  const auto entries = files.list(folder);
  if (!entries) {
    diagnostics.add(disk_error("read", folder, entries.error()));
    return;
  }
  for (const DirectoryEntry& entry : *entries) {
    const std::string path = prefix + entry.name;
    scan.entries.emplace(path, entry.kind);
    if (entry.kind == FileKind::directory) {
      scan_into(files, folder + "/" + entry.name, path + "/", scan, diagnostics);
    }
  }
}

}  // namespace

const FileKind* TreeScan::find(std::string_view path) const {
  const auto it = entries.find(path);
  return it == entries.end() ? nullptr : &it->second;
}

TreeScan scan_tree(FileSystem& files, const std::string& folder, Diagnostics& diagnostics) {
  TreeScan scan;
  const auto info = files.info(folder);
  if (!info) {
    diagnostics.add(disk_error("read", folder, info.error()));
  } else if (*info && (*info)->kind == FileKind::symlink) {
    diagnostics.add(k_symlink(fmt::format("the output folder {} is a symbolic link", folder))
                        .fix("give the folder that it points to with -o, or remove the link"));
  } else if (*info && (*info)->kind != FileKind::directory) {
    diagnostics.add(
        k_in_the_way(fmt::format("{} is not a folder", folder)).fix("move it away, or choose another folder with -o"));
  } else if (*info) {
    scan.exists = true;
    scan_into(files, folder, "", scan, diagnostics);
  }
  return scan;
}

bool is_safe_path(std::string_view path) {
  const std::vector<std::string> parts = text::split(path, '/');
  const bool plain = std::none_of(parts.begin(), parts.end(),
                                  [](const std::string& part) { return part.empty() || part == "." || part == ".."; });
  const bool clean =
      std::none_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return plain && clean && parts.front() != ".atlas";
}

std::vector<std::string> parents(std::string_view path) {
  std::vector<std::string> result;
  for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
    result.emplace_back(path.substr(0, at));
  }
  return result;
}

FileSystem::Outcome<void> make_directories(FileSystem& files, const std::string& folder) {
  std::vector<std::string> all = parents(folder);
  all.push_back(folder);
  for (const std::string& part : all) {
    if (part.empty() || part == ".") {
      continue;
    }
    const auto info = files.info(part);
    if (!info) {
      return tl::unexpected(info.error());
    }
    const auto made = *info ? FileSystem::Outcome<void>() : files.make_directory(part, 0755);
    // Another run may have made it meanwhile.
    if (!made && made.error() != std::errc::file_exists) {
      return made;
    }
  }
  return {};
}

}  // namespace atlas::state
