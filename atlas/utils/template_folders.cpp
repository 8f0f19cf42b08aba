#include "atlas/utils/template_folders.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

namespace atlas {
namespace fs = std::filesystem;
namespace {

bool stays_inside(const fs::path& name) {
  return name.is_relative() && !name.empty() &&
         std::none_of(name.begin(), name.end(), [](const fs::path& part) { return part == ".."; });
}

// Symbolic links to folders are not followed: a link cannot pull the rest of the disk into the output.
void collect(const fs::path& folder, std::string_view prefix, std::set<std::string>& names) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder / prefix, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_regular_file(error)) {
      names.insert(entry->path().lexically_relative(folder).generic_string());
    }
  }
}

}  // namespace

std::optional<fs::path> TemplateFolders::find(std::string_view name) const {
  if (!stays_inside(name)) {
    return std::nullopt;
  }
  for (const fs::path& folder : folders_) {
    std::error_code error;
    fs::path path = folder / name;
    if (fs::is_regular_file(path, error)) {
      return path;
    }
  }
  return std::nullopt;
}

std::vector<std::string> TemplateFolders::list(std::string_view prefix) const {
  std::set<std::string> names;
  if (prefix.empty() || stays_inside(prefix)) {
    for (const fs::path& folder : folders_) {
      collect(folder, prefix, names);
    }
  }
  return {names.begin(), names.end()};
}

std::optional<std::string> read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() && !file.eof()) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace atlas
