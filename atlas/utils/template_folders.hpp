#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas {

/// Template folders searched in order, a user's first. Names are paths below a folder with `/`; a name can never
/// leave its folder by `..` or an absolute path. Stateless but for the list: thread-safe.
class TemplateFolders {
 public:
  explicit TemplateFolders(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The first folder's file of that name.
  std::optional<std::filesystem::path> find(std::string_view name) const;

  /// All files below `prefix` ("" for all), sorted, each once.
  std::vector<std::string> list(std::string_view prefix) const;

  const std::vector<std::filesystem::path>& folders() const { return folders_; }

 private:
  std::vector<std::filesystem::path> folders_;
};

/// The bytes of a regular file, or nothing when it cannot be read.
std::optional<std::string> read_bytes(const std::filesystem::path& path);

}  // namespace atlas
