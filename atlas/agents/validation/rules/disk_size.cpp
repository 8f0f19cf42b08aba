#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(disk_size, "ATLAS-E2011", error, "a disk has an impossible size",
           "Disks have 10 GiB to 10 TiB, and a boot disk cannot be smaller than that of its template: Proxmox VE never "
           "shrinks a disk.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto* image = find_template(fleet, machine.template_name);
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& disk = machine.disks[i];
      const auto size = std::to_string(disk.size_gib) + " GiB";
      if (disk.size_gib < 10 || disk.size_gib > 10'240) {
        report.on(machine, item("/disks", i) + "/size", "disk '" + disk.name + "' of " + size + " is not possible",
                  "choose 10 GiB to 10 TiB");
      } else if (i == 0 && image != nullptr && disk.size_gib < image->disk_gib) {
        report.on(
            machine, item("/disks", i) + "/size",
            "boot disk of " + size + " is smaller than the template's " + std::to_string(image->disk_gib) + " GiB",
            "set it to at least " + std::to_string(image->disk_gib) + "G");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
