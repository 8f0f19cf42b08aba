#include "atlas/generators/inventory/parts.hpp"

#include <algorithm>

namespace atlas::generators::inventory {
namespace {

const spec::SoftwarePlan* software_of(const spec::MachinePlan& machine, const std::string& name) {
  const auto found = std::find_if(machine.software.begin(), machine.software.end(),
                                  [&](const spec::SoftwarePlan& software) { return software.name == name; });
  return found == machine.software.end() ? nullptr : &*found;
}

const spec::ComponentPlan* component_of(const spec::Blueprint& blueprint, const std::string& name) {
  const auto found = std::find_if(blueprint.components.begin(), blueprint.components.end(),
                                  [&](const spec::ComponentPlan& component) { return component.name == name; });
  return found == blueprint.components.end() ? nullptr : &*found;
}

// The pair that most machines have; the first in order where two are as frequent.
std::pair<std::string, std::string> usual_version(const spec::Blueprint& blueprint, const std::string& component) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const spec::MachinePlan& machine : blueprint.machines) {
    if (const auto* software = software_of(machine, component)) {
      ++counts[{software->version, software->source}];
    }
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::pair<std::string, std::string>{"", "distro"} : most->first;
}

Json usual_parameter(const spec::ComponentPlan& component, const std::string& name) {
  const auto found = component.parameters.find(name);
  return found != component.parameters.end() && found->contains("effective") ? found->at("effective") : Json();
}

void add_differences(const spec::Blueprint& blueprint, const spec::SoftwarePlan& software, Json& variables) {
  const spec::ComponentPlan* component = component_of(blueprint, software.name);
  if (component == nullptr) {
    return;
  }
  const auto [version, source] = usual_version(blueprint, software.name);
  if (software.version != version || software.source != source) {
    variables[software.name + "_version"] = software.version;
    variables[software.name + "_source"] = software.source;
  }
  for (const auto& [name, value] : software.parameters.items()) {
    if (value != usual_parameter(*component, name)) {
      variables[software.name + "_" + name] = value;
    }
  }
}

std::vector<std::string> secret_names(const spec::Blueprint& blueprint) {
  std::vector<std::string> names;
  for (const auto& [name, description] : secrets(blueprint)) {
    names.push_back(name);
  }
  return names;
}

}  // namespace

Json fleet_variables(const spec::Blueprint& blueprint) {
  const spec::MirrorSpec& mirror = blueprint.mirror;
  return {{"atlas_fleet", blueprint.fleet.name},
          {"atlas_description", blueprint.fleet.description},
          {"atlas_owner", blueprint.fleet.owner},
          {"atlas_environment", blueprint.fleet.environment},
          {"atlas_domain", blueprint.fleet.domain},
          {"atlas_timezone", blueprint.fleet.timezone},
          {"atlas_version", blueprint.fleet.atlas_version},
          {"atlas_air_gapped", mirror.air_gapped},
          {"atlas_mirror_apt", mirror.apt},
          {"atlas_mirror_yum", mirror.yum},
          {"atlas_mirror_container_registry", mirror.container_registry},
          {"atlas_mirror_ansible_galaxy", mirror.ansible_galaxy},
          {"atlas_mirror_python_index", mirror.python_index},
          {"atlas_mirror_ca_certificate", mirror.ca_certificate},
          {"atlas_ntp_servers", mirror.ntp_servers},
          {"atlas_monitoring_enabled", blueprint.monitoring.enabled},
          {"atlas_log_server", blueprint.monitoring.log_server},
          {"atlas_vault_variables", secret_names(blueprint)}};
}

Json environment_variables(const spec::Blueprint& blueprint) {
  Json effective = Json::object();
  Json table = Json::object();
  for (const spec::SettingPlan& setting : blueprint.settings) {
    effective[setting.name] = setting.effective;
    table[setting.name] = {
        {"title", setting.title}, {"dev", setting.dev}, {"test", setting.test}, {"prod", setting.prod}};
  }
  return {{"atlas_settings", effective}, {"atlas_settings_table", table}};
}

Json component_variables(const spec::Blueprint& blueprint, const spec::ComponentPlan& component) {
  const auto [version, source] = usual_version(blueprint, component.name);
  Json variables = {{component.name + "_version", version}, {component.name + "_source", source}};
  for (const auto& [name, parameter] : component.parameters.items()) {
    if (parameter.contains("effective") && !parameter.at("effective").is_null()) {
      variables[component.name + "_" + name] = parameter.at("effective");
    }
  }
  return variables;
}

Json machine_variables(const spec::Blueprint& blueprint, const spec::MachinePlan& machine) {
  Json variables = {{"atlas_machine", machine.name},
                    {"atlas_machine_description", machine.description},
                    {"atlas_machine_os", machine.os},
                    {"atlas_machine_tags", machine.tags}};
  for (const spec::SoftwarePlan& software : machine.software) {
    add_differences(blueprint, software, variables);
  }
  return variables;
}

std::map<std::string, std::string> secrets(const spec::Blueprint& blueprint) {
  std::map<std::string, std::string> found;
  for (const spec::ComponentPlan& component : blueprint.components) {
    for (const Json& secret : component.secrets) {
      found.emplace(secret.at("name").get<std::string>(), secret.value("description", ""));
    }
  }
  return found;
}

}  // namespace atlas::generators::inventory
