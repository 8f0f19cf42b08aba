#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(
    component_network, "ATLAS-E2113", error, "a network of a component's own overlaps",
    "Software that makes networks of its own, such as that of a cluster's pods, must take addresses that nothing "
    "else has: a machine would send what is for the other network into its own. Choose another range with the "
    "parameter.",
    check);

constexpr const char* k_mark = "x-own-network";

struct Known {
  spec::IpNetwork subnet;
  std::string name;
};

void add(std::vector<Known>& known, const Json& text, const std::string& name) {
  const auto subnet = text.is_string() ? spec::IpNetwork::parse_interface(text.get<std::string>()) : std::nullopt;
  if (subnet) {
    known.push_back({*subnet, name});
  }
}

std::vector<Known> networks_of(const spec::Fleet& fleet) {
  std::vector<Known> result;
  for (const auto& network : fleet.networks) {
    for (const auto& part : {network.ipv4, network.ipv6}) {
      if (part) {
        add(result, part->subnet, "the network '" + network.name + "'");
      }
    }
  }
  return result;
}

std::vector<Known> own_of(const UsedComponent& used, const std::string& environment) {
  std::vector<Known> result;
  for (const auto& parameter : used.component->parameters) {
    if (parameter.schema.value(k_mark, false)) {
      const auto value = parameter_value(used, parameter.name, environment);
      for (const auto& one : value.is_array() ? value : Json::array({value})) {
        add(result, one, parameter.name);
      }
    }
  }
  return result;
}

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto environment = environment_of(fleet);
  const auto networks = networks_of(fleet);
  for (const auto& machine : fleet.machines) {
    for (const auto& used : components_of(fleet, context, machine)) {
      auto others = networks;
      for (const auto& own : own_of(used, environment)) {
        for (const auto& other : others) {
          if (own.subnet.overlaps(other.subnet)) {
            report.on(machine, used.below(),
                      "'" + used.component->name + "': " + own.name + " overlaps with " + other.name,
                      "set the parameter " + own.name + " to a range that nothing else has",
                      own.subnet.text() + " and " + other.subnet.text());
          }
        }
        others.push_back({own.subnet, "its " + own.name});
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
