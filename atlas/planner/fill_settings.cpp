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

const spec::ComponentPlan* used_component(const Draft& draft, const std::string& name) {
  const auto& components = draft.blueprint.components;
  const auto it = std::find_if(components.begin(), components.end(), [&](const auto& c) { return c.name == name; });
  return it == components.end() ? nullptr : &*it;
}

spec::SettingPlan setting_plan(const Draft& draft, const Setting& setting, const spec::ComponentPlan* component) {
  spec::SettingPlan plan{setting.name, setting.title, setting.dev,
                         setting.test, setting.prod,  setting.value_for(draft.environment)};
  // Where the role really has the parameter, its own values are the truth.
  if (component != nullptr && component->parameters.contains(setting.parameter)) {
    const auto& row = component->parameters.at(setting.parameter);
    plan.dev = row.at("dev");
    plan.test = row.at("test");
    plan.prod = row.at("prod");
    plan.effective = row.at("effective");
  }
  return plan;
}

int default_retention_days(const std::string& environment) {
  if (environment == "prod") {
    return 90;
  }
  return environment == "test" ? 30 : 15;
}

}  // namespace

void fill_settings(Draft& draft) {
  auto& monitoring = draft.blueprint.monitoring;
  monitoring = draft.fleet.monitoring;
  if (monitoring.retention_days == 0) {
    monitoring.retention_days = default_retention_days(draft.environment);
  }
  for (const auto& setting : draft.options.settings) {
    const auto* component = used_component(draft, setting.component);
    const bool applies = setting.component.empty() || component != nullptr;
    if (applies && uses_feature(draft, setting.feature)) {
      draft.blueprint.settings.push_back(setting_plan(draft, setting, component));
    }
  }
  auto& settings = draft.blueprint.settings;
  std::sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace atlas::planner
