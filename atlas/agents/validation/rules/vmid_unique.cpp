#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(vmid_unique, "ATLAS-E2043", error, "two guests have one VMID",
           "A VMID belongs to one guest of the cluster. A second one with the same id would be refused, or would take "
           "over the first. Change the id, or leave it out: ATLAS then takes the next free one.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::int64_t, std::string> seen;
  for (const auto& image : fleet.templates) {
    seen.emplace(image.vmid.value(), "template '" + image.name + "'");
  }
  for (const auto& machine : fleet.machines) {
    if (!machine.vmid) {
      continue;
    }
    const auto [it, is_new] = seen.emplace(machine.vmid->value(), machine.name.str());
    if (!is_new) {
      report.on(machine, "/vmid", "VMID " + std::to_string(machine.vmid->value()) + " is also the one of " + it->second,
                "change it, or leave it out");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
