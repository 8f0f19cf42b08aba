#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(vmid_in_range, "ATLAS-E2044", error, "a VMID is outside the declared range",
           "A pinned VMID has to lie in cluster.vmids, so that the range says everything this fleet may touch. Widen "
           "the range, or change the id.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.vmid &&
        (machine.vmid->value() < fleet.cluster.vmid_from || machine.vmid->value() > fleet.cluster.vmid_to)) {
      report.on(machine, "/vmid",
                "VMID " + std::to_string(machine.vmid->value()) + " is not in " +
                    std::to_string(fleet.cluster.vmid_from) + "-" + std::to_string(fleet.cluster.vmid_to),
                "choose one in the range, or widen cluster.vmids");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
