#include "atlas/spec/catalogue.hpp"

#include <algorithm>

namespace atlas::spec {

const Json& ComponentParameter::for_environment(std::string_view environment) const {
  const auto it = environments.find(std::string(environment));
  return it == environments.end() ? default_value : it->second;
}

bool Component::supports(std::string_view os_id) const { return std::find(os.begin(), os.end(), os_id) != os.end(); }

const ComponentVersion* Component::version_for(std::string_view os_id, const std::optional<std::string>& wanted) const {
  const ComponentVersion* best = nullptr;
  for (const ComponentVersion& version : versions) {
    const bool here = version.os.empty() || std::find(version.os.begin(), version.os.end(), os_id) != version.os.end();
    if (!here || (wanted && version.version != *wanted)) {
      continue;
    }
    if (best == nullptr || (version.is_default && !best->is_default)) {
      best = &version;
    }
  }
  return best;
}

std::vector<std::string> Component::versions_for(std::string_view os_id) const {
  std::vector<std::string> result;
  for (const ComponentVersion& version : versions) {
    if (version.os.empty() || std::find(version.os.begin(), version.os.end(), os_id) != version.os.end()) {
      result.push_back(version.version);
    }
  }
  return result;
}

const ComponentParameter* Component::parameter(std::string_view parameter_name) const {
  const auto it = std::find_if(parameters.begin(), parameters.end(),
                               [&](const ComponentParameter& p) { return p.name == parameter_name; });
  return it == parameters.end() ? nullptr : &*it;
}

Json Component::parameter_schema() const {
  Json properties = Json::object();
  for (const ComponentParameter& parameter : parameters) {
    properties[parameter.name] = parameter.schema;
  }
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

int Component::tier_rank() const {
  const std::vector<std::string>& order = Catalogue::tier_order();
  return static_cast<int>(std::find(order.begin(), order.end(), tier) - order.begin());
}

}  // namespace atlas::spec
