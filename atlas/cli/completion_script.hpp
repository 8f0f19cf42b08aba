#pragma once

#include <string>

namespace atlas::cli {

/// The completion script for `bash`, `zsh` or `fish`, from the verb registry.
std::string completion_script(const std::string& shell);

}  // namespace atlas::cli
