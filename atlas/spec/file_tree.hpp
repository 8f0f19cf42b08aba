#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"

#include <map>
#include <string>

namespace atlas::spec {

/// One file of the output: its bytes, its Unix mode, and the generator target that owns it.
struct OutputFile {
  std::string content;
  int mode = 0644;  ///< 0644, 0755 for scripts, 0600 for examples that will hold secrets
  std::string section;

  bool operator==(const OutputFile&) const = default;
};
ATLAS_JSON_FORM(OutputFile);

/// The output in memory: relative path with `/` → file. Sorted, so every walk over it is deterministic.
class FileTree {
 public:
  using Files = std::map<std::string, OutputFile, std::less<>>;

  /// Adds a file. ATLAS-E5020 when the path is absolute, has an empty, `.` or `..` part, or is already there.
  void add(const std::string& path, OutputFile file, Diagnostics& diagnostics);
  /// Adds all files of the other tree, with the same check.
  void merge(FileTree other, Diagnostics& diagnostics);

  const Files& files() const { return files_; }
  const OutputFile* find(std::string_view path) const;
  std::size_t size() const { return files_.size(); }
  bool operator==(const FileTree&) const = default;

  friend void to_json(Json& json, const FileTree& tree) { json = tree.files_; }
  friend void from_json(const Json& json, FileTree& tree) { tree.files_ = json.get<Files>(); }

 private:
  Files files_;
};

}  // namespace atlas::spec
