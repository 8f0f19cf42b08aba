#include "atlas/cli/settings.hpp"

#include "atlas/utils/platform.hpp"

namespace atlas::cli {

const Setting k_config_dir{"config-dir", "ATLAS_CONFIG_DIR", "",
                           "folder with schemas, templates and profiles (default: the shipped one)"};
const Setting k_log_level{"log-level",
                          "ATLAS_LOG_LEVEL",
                          "critical",
                          "least level that is logged on stderr; problems are always shown",
                          {"debug", "info", "warning", "error", "critical"}};
const Setting k_log_format{"log-format", "ATLAS_LOG_FORMAT", "text", "form of the log on stderr", {"text", "json"}};
const Setting k_log_file{"log-file", "ATLAS_LOG_FILE", "", "also log to this file, as JSON lines, rotated at 10 MB"};
const Setting k_max_machines{"max-machines", "ATLAS_MAX_MACHINES", "50", "refuse larger fleets"};
const Setting k_component_path{"component-path", "ATLAS_COMPONENT_PATH", "",
                               "folders with more components, separated by colons"};
const Setting k_plain{
    "plain", "ATLAS_PLAIN", "", "1: questions without colours and cursor movement, for screen readers", {"", "0", "1"}};

bool wants_no_colour() {
  return !platform::environment("NO_COLOR").empty() || k_plain.value() == "1" ||
         platform::environment("TERM") == "dumb";
}

}  // namespace atlas::cli
