#pragma once

#include "atlas/spec/profiles.hpp"

#include <string>

namespace atlas::cli {

/// The profiles that a spec in the current folder could name: `profiles/` here, then the shipped ones.
spec::ProfileStore open_profiles();

}  // namespace atlas::cli
