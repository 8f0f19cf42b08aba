#pragma once

#include "atlas/utils/settings.hpp"

namespace atlas::cli {

extern const Setting k_config_dir;
extern const Setting k_log_level;
extern const Setting k_log_format;
extern const Setting k_log_file;
extern const Setting k_max_machines;
extern const Setting k_component_path;
extern const Setting k_plain;

/// Whether text shall come without colours, whatever the terminal can: NO_COLOR (`--no-color` sets it), `--plain 1`, or
/// a terminal that has none (TERM=dumb).
bool wants_no_colour();

}  // namespace atlas::cli
