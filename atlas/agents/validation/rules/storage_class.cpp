#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(storage_class, "ATLAS-E2016", error, "no storage has the wanted classes",
           "A disk that names classes needs one declared storage with all of them. A storage whose only class is "
           "backup never holds disks. Declare a storage, or ask for other classes.",
           check);

bool is_satisfiable(const spec::Fleet& fleet, const spec::DiskSpec& disk) {
  const auto& storages = fleet.cluster.storage;
  return std::any_of(storages.begin(), storages.end(), [&](const auto& storage) {
    const bool holds_images = !has_class(storage, "backup") || storage.classes.size() > 1;
    return holds_images && std::all_of(disk.classes.begin(), disk.classes.end(),
                                       [&](const auto& name) { return has_class(storage, name); });
  });
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& disk = machine.disks[i];
      if (!disk.storage && !is_satisfiable(fleet, disk)) {
        report.on(machine, item("/disks", i),
                  "no storage for disk '" + disk.name + "'" +
                      (disk.classes.empty() ? "" : " has the classes " + text::join(disk.classes, ", ")),
                  "declare one under cluster.storage, or change the classes");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
