#include "atlas/cli/profiles.hpp"

#include "atlas/spec/config_folder.hpp"

namespace atlas::cli {

spec::ProfileStore open_profiles() {
  const std::filesystem::path config = spec::config_folder();
  return spec::ProfileStore(config, spec::profile_folders("fleet.yaml", config, {}));
}

}  // namespace atlas::cli
