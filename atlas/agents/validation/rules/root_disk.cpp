#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(root_disk, "ATLAS-E2010", error, "the boot disk is missing or not the first",
           "The first disk is the one that is cloned from the template and booted; it has to be named root. Put a disk "
           "with the name root at the head of the list.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& disks = machine.disks;
    const auto root = std::find_if(disks.begin(), disks.end(), [](const auto& disk) { return disk.name == "root"; });
    if (root == disks.end()) {
      report.on(machine, "/disks", "has no disk 'root'", "add {name: root, size: 20G} as the first disk");
    } else if (root != disks.begin()) {
      report.on(machine, item("/disks", static_cast<std::size_t>(root - disks.begin())), "disk 'root' is not the first",
                "move it to the head of the list");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
