#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/json_schema.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_parameters, "ATLAS-E2106", error, "a parameter of a component is wrong",
           "Each component says which parameters it has, of which type and within which limits (component.yaml). The "
           "value given does not fit, or there is no such parameter.",
           check);

const JsonSchema* schema_of(const spec::Component& component,
                            std::map<std::string, std::optional<JsonSchema>>& schemas) {
  const auto [it, is_new] = schemas.try_emplace(component.name);
  if (is_new) {
    if (auto schema = JsonSchema::compile(component.parameter_schema())) {
      it->second = std::move(*schema);
    }
  }
  return it->second ? &*it->second : nullptr;
}

std::vector<std::string> parameter_names(const spec::Component& component) {
  std::vector<std::string> names;
  for (const auto& parameter : component.parameters) {
    names.push_back(parameter.name);
  }
  return names;
}

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::string, std::optional<JsonSchema>> schemas;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.software.size(); ++i) {
      const auto& software = machine.software[i];
      const auto* component = context.catalogue.find(software.name);
      const auto* schema = component == nullptr ? nullptr : schema_of(*component, schemas);
      if (schema == nullptr) {
        continue;
      }
      for (const auto& error : schema->validate(software.parameters)) {
        const auto below = item("/software", i) + "/parameters" + error.instance_path;
        if (error.names.empty()) {
          report.on(machine, below, software.name + error.instance_path + ": " + error.message, "correct the value");
        }
        for (const auto& name : error.names) {
          report.on(machine, below + "/" + yaml::pointer_token(name),
                    "component '" + software.name + "' has no parameter '" + name + "'",
                    nearest_fix(name, parameter_names(*component), "remove it"));
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
