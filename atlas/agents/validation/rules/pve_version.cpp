#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(pve_version, "ATLAS-E2045", error, "the Proxmox VE version is not supported",
           "ATLAS generates for Proxmox VE 8 and 9. Older releases have other privileges, no SDN rights and no support "
           "in the Terraform provider. Upgrade the cluster, or correct cluster.pve_version.",
           check);

std::optional<int> major_of(const std::string& version) {
  const auto number = number_in(version.substr(0, version.find('.')), 0, 1000);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto major = major_of(fleet.cluster.pve_version);
  if (!major || *major < 8 || *major > 9) {
    report.at("/cluster/pve_version", "Proxmox VE '" + fleet.cluster.pve_version + "' is not supported",
              "use 8.4 or 9.x, as 'pveversion' shows it");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
