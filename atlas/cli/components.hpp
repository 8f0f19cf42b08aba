#pragma once

#include "atlas/cli/flags.hpp"
#include "atlas/spec/catalogue.hpp"

#include <string>
#include <vector>

namespace atlas::cli {

/// `--components DIR` of every verb that looks at components.
void declare_components(Flags& flags, std::vector<std::string>& folders);

/// Shipped components and those of the folders.
spec::Catalogue open_catalogue(const std::vector<std::string>& folders, Diagnostics& diagnostics);

}  // namespace atlas::cli
