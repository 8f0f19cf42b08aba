#include "atlas/planner/component_secrets.hpp"

#include <map>
#include <set>

namespace atlas::planner {
namespace {

void collect(const Json& value, const std::string& key, std::map<std::string, std::string>& found) {
  if (value.is_string() && key.ends_with("_variable") && value.get_ref<const std::string&>().starts_with("vault_")) {
    found.emplace(value.get<std::string>(), "named by the parameter " + key);
  }
  if (value.is_structured()) {
    for (const auto& [name, inner] : value.items()) {
      collect(inner, value.is_array() ? key : name, found);
    }
  }
}

void keep_first_of_each_name(std::vector<spec::ComponentPlan>& components, std::set<std::string>& known) {
  for (spec::ComponentPlan& component : components) {
    Json kept = Json::array();
    for (const Json& secret : component.secrets) {
      if (known.insert(secret.at("name").get<std::string>()).second) {
        kept.push_back(secret);
      }
    }
    component.secrets = std::move(kept);
  }
}

std::map<std::string, std::string> named_by_machines(const Draft& draft, const std::string& component) {
  std::map<std::string, std::string> found;
  for (const auto& machine : draft.machines) {
    for (const spec::SoftwarePlan& software : machine.plan.software) {
      if (software.name == component) {
        collect(software.parameters, "", found);
      }
    }
  }
  return found;
}

}  // namespace

void add_named_secrets(Draft& draft) {
  std::set<std::string> known;
  keep_first_of_each_name(draft.blueprint.components, known);
  for (spec::ComponentPlan& component : draft.blueprint.components) {
    for (const auto& [name, description] : named_by_machines(draft, component.name)) {
      if (known.insert(name).second) {
        component.secrets.push_back({{"name", name}, {"description", description}});
      }
    }
  }
}

}  // namespace atlas::planner
