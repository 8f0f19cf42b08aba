#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(mirror_air_gapped, "ATLAS-E2120", error, "a closed site lacks a mirror",
           "With mirror.air_gapped no address outside the mirrors may appear in the output. So every kind of source "
           "that this fleet uses needs one: packages (apt or yum, by the operating systems), the Terraform provider, "
           "time servers, and a container registry when containers run.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& mirror = fleet.mirror;
  if (!mirror.air_gapped) {
    return;
  }
  std::map<std::string, bool> needed;
  for (const auto& machine : fleet.machines) {
    const auto* system = system_of(fleet, context, machine);
    needed["apt"] = needed["apt"] || (system != nullptr && system->family == "debian");
    needed["yum"] = needed["yum"] || (system != nullptr && system->family == "redhat");
    for (const auto& used : components_of(fleet, context, machine)) {
      needed["container_registry"] = needed["container_registry"] || used.component->tier == "runtime";
    }
  }
  const auto require = [&](const std::string& key, bool is_needed, bool is_set) {
    if (is_needed && !is_set) {
      report.at("/mirror/" + key, "mirror." + key + " is missing on a closed site", "set it to the site's own server");
    }
  };
  require("apt", needed["apt"], !mirror.apt.empty());
  require("yum", needed["yum"], !mirror.yum.empty());
  require("container_registry", needed["container_registry"], !mirror.container_registry.empty());
  require("provider_mirror", true, !mirror.provider_mirror.empty());
  require("ntp_servers", true, !mirror.ntp_servers.empty());
}

}  // namespace
}  // namespace atlas::agents::validation::rules
