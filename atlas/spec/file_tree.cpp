#include "atlas/spec/file_tree.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::spec {

ATLAS_JSON(OutputFile, content, mode, section);
namespace {

ATLAS_DIAGNOSTIC(k_bad_path, "ATLAS-E5020", error, "two generators want the same file, or a path is not allowed",
                 "Each file of the output has one owner and lies inside the output folder. A template, component or "
                 "plug-in wrote a file that is there already, or one whose path is absolute or leads out with `..`. "
                 "Rename the file in the template or component folder that was added last.");

bool is_clean(const std::string& path) {
  const std::vector<std::string> parts = text::split(path, '/');
  return std::none_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part.empty() || part == "." || part == ".." || part.find('\\') != std::string::npos ||
           part.find('\0') != std::string::npos;
  });
}

}  // namespace

void FileTree::add(const std::string& path, OutputFile file, Diagnostics& diagnostics) {
  if (!is_clean(path)) {
    diagnostics.add(k_bad_path(fmt::format("'{}' is not a path inside the output folder", path))
                        .on(path)
                        .fix("use a relative path without '..'"));
    return;
  }
  const auto [it, inserted] = files_.try_emplace(path, std::move(file));
  if (!inserted) {
    diagnostics.add(k_bad_path(fmt::format("'{}' is already there, written by '{}'", path, it->second.section))
                        .on(path)
                        .fix("rename the file in the template or component that was added last"));
  }
}

void FileTree::merge(FileTree other, Diagnostics& diagnostics) {
  for (auto& [path, file] : other.files_) {
    add(path, std::move(file), diagnostics);
  }
}

const OutputFile* FileTree::find(std::string_view path) const {
  const auto it = files_.find(path);
  return it == files_.end() ? nullptr : &it->second;
}

}  // namespace atlas::spec
