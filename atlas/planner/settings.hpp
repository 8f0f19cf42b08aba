#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <string>
#include <vector>

namespace atlas::planner {

/// One line of config/settings.yaml: what an environment means where no component parameter says it.
struct Setting {
  std::string name;  ///< snake_case
  std::string title;
  std::string feature;  ///< backup, monitoring, firewall: only for fleets that use it; empty = always
  Json dev;
  Json test;
  Json prod;

  /// The value for dev, test or prod.
  const Json& value_for(std::string_view environment) const;
};

/// Reads the table; a broken entry is ATLAS-E4003 and left out.
std::vector<Setting> read_settings(const yaml::Value& document, Diagnostics& diagnostics);

}  // namespace atlas::planner
