#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(pve_version_old, "ATLAS-W2046", warning, "the Proxmox VE version is out of support",
           "Proxmox VE 8 gets no more updates since 2026-08-31. It also has no HA affinity rules, so that rules under "
           "affinity are only kept when machines are placed.",
           check);

std::optional<int> major_of(const std::string& version) {
  const auto number = number_in(version.substr(0, version.find('.')), 0, 1000);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  if (major_of(fleet.cluster.pve_version) == 8) {
    report.at("/cluster/pve_version", "support of Proxmox VE " + fleet.cluster.pve_version + " ended on 2026-08-31",
              "upgrade the cluster to Proxmox VE 9");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
