#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(ha_shared_storage, "ATLAS-E2019", error, "a highly available machine needs shared storage",
           "High availability restarts a machine on another node, which has to see the same disks. Each disk of such a "
           "machine needs a storage of class shared. Put the disks on shared storage, or switch ha off.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& storages = fleet.cluster.storage;
  const bool any_shared =
      std::any_of(storages.begin(), storages.end(), [](const auto& s) { return has_class(s, "shared"); });
  for (const auto& machine : fleet.machines) {
    if (!machine.ha.enabled) {
      continue;
    }
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& disk = machine.disks[i];
      const auto* storage = disk.storage ? find_storage(fleet, *disk.storage) : nullptr;
      const bool wants_local = std::find(disk.classes.begin(), disk.classes.end(), "local") != disk.classes.end();
      if (storage != nullptr ? !has_class(*storage, "shared") : (!disk.storage && (!any_shared || wants_local))) {
        report.on(machine, item("/disks", i), "disk '" + disk.name + "' of an HA machine is not on shared storage",
                  "use a storage with the class shared, or switch ha off");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
