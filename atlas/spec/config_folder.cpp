#include "atlas/spec/config_folder.hpp"

#include <cstdlib>
#include <system_error>

namespace atlas::spec {
namespace {

namespace fs = std::filesystem;

bool has_schemas(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "schemas", error);
}

}  // namespace

fs::path config_folder() {
  if (const char* set = std::getenv("ATLAS_CONFIG_DIR"); set != nullptr && *set != '\0') {
    return set;
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share/atlas/config";
  if (has_schemas(installed)) {
    return installed;
  }
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (has_schemas(folder / "config")) {
      return folder / "config";
    }
  }
  return installed;
}

// A link in the way would make `..` lead elsewhere.
std::string schemas_from(const std::filesystem::path& folder) {
  return std::filesystem::weakly_canonical(config_folder() / "schemas")
      .lexically_relative(std::filesystem::weakly_canonical(std::filesystem::absolute(folder)))
      .generic_string();
}

}  // namespace atlas::spec
