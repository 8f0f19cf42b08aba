#include "atlas/planner/steps.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

bool uses_feature(const Draft& draft, const std::string& feature) {
  if (feature == "monitoring") {
    return draft.fleet.monitoring.enabled;
  }
  const auto any = [&](auto test) { return std::any_of(draft.machines.begin(), draft.machines.end(), test); };
  if (feature == "backup") {
    return any([](const auto& machine) { return machine.plan.backup.enabled; });
  }
  if (feature == "firewall") {
    return any([](const auto& machine) { return machine.plan.firewall.enabled; });
  }
  return feature.empty();
}

constexpr std::string_view k_metrics_days = "metrics_retention_days";

int default_retention_days(const Draft& draft) {
  for (const auto& setting : draft.options.settings) {
    if (setting.name == k_metrics_days && setting.value_for(draft.environment).is_number_integer()) {
      return setting.value_for(draft.environment).get<int>();
    }
  }
  return 15;
}

}  // namespace

void fill_settings(Draft& draft) {
  auto& monitoring = draft.blueprint.monitoring;
  monitoring = draft.fleet.monitoring;
  if (monitoring.retention_days == 0) {
    monitoring.retention_days = default_retention_days(draft);
  }
  auto& settings = draft.blueprint.settings;
  for (const auto& setting : draft.options.settings) {
    if (uses_feature(draft, setting.feature)) {
      const Json effective =
          setting.name == k_metrics_days ? Json(monitoring.retention_days) : setting.value_for(draft.environment);
      settings.push_back({setting.name, setting.title, setting.dev, setting.test, setting.prod, effective});
    }
  }
  std::sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace atlas::planner
