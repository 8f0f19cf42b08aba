#pragma once

#include "atlas/utils/settings.hpp"

namespace atlas::cli {

extern const Setting k_config_dir;
extern const Setting k_log_level;
extern const Setting k_log_format;
extern const Setting k_log_file;
extern const Setting k_max_machines;
extern const Setting k_component_path;

}  // namespace atlas::cli
