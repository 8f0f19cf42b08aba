#include "atlas/cli/components.hpp"

#include "atlas/spec/config_folder.hpp"

namespace atlas::cli {

void declare_components(Flags& flags, std::vector<std::string>& folders) {
  flags.list("--components", "DIR", "folder with more software components", folders).file();
}

spec::Catalogue open_catalogue(const std::vector<std::string>& folders, Diagnostics& diagnostics) {
  return spec::Catalogue::load_shipped(spec::config_folder(), folders, diagnostics);
}

}  // namespace atlas::cli
