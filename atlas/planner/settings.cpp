#include "atlas/planner/settings.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_broken, "ATLAS-E4003", error, "the settings table is broken",
    "config/settings.yaml holds the defaults of the environments dev, test and prod. Each entry needs name, "
    "title, dev, test and prod; feature is an optional text. Compare the entry with its neighbours, or reinstall "
    "ATLAS.");

std::string text(const yaml::Value& entry, std::string_view key) {
  const auto* value = entry.find(key);
  return value != nullptr && value->is_string() ? value->text() : std::string();
}

bool complete(const yaml::Value& entry) {
  const auto has = [&](std::string_view key) { return entry.find(key) != nullptr; };
  return !text(entry, "name").empty() && !text(entry, "title").empty() && has("dev") && has("test") && has("prod");
}

Setting setting(const yaml::Value& entry) {
  return {text(entry, "name"),          text(entry, "title"),          text(entry, "feature"),
          entry.find("dev")->to_json(), entry.find("test")->to_json(), entry.find("prod")->to_json()};
}

}  // namespace

const Json& Setting::value_for(std::string_view environment) const {
  if (environment == "prod") {
    return prod;
  }
  return environment == "test" ? test : dev;
}

std::vector<Setting> read_settings(const yaml::Value& document, Diagnostics& diagnostics) {
  std::vector<Setting> result;
  const auto* list = document.find("settings");
  if (list == nullptr || !list->is_sequence()) {
    diagnostics.add(k_broken("the settings table has no list 'settings'").at(document.location()));
    return result;
  }
  for (const auto& entry : list->items()) {
    if (complete(entry)) {
      result.push_back(setting(entry));
    } else {
      diagnostics.add(k_broken("this setting lacks name, title, dev, test or prod").at(entry.location()));
    }
  }
  return result;
}

}  // namespace atlas::planner
