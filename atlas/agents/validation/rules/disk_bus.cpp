#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(disk_bus, "ATLAS-E2014", error, "too many disks on one bus",
           "Proxmox VE has 31 places on scsi, 16 on virtio and 6 on sata, and knows no other bus for disks. Use scsi, "
           "or fewer disks.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  static const std::map<std::string, int> k_places = {{"scsi", 31}, {"virtio", 16}, {"sata", 6}};
  for (const auto& machine : fleet.machines) {
    std::map<std::string, int> used;
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& bus = machine.disks[i].bus;
      const auto places = k_places.find(bus);
      if (places == k_places.end()) {
        report.on(machine, item("/disks", i) + "/bus", "bus '" + bus + "' is not known", "use scsi, virtio or sata");
      } else if (++used[bus] == places->second + 1) {
        report.on(machine, item("/disks", i) + "/bus",
                  "bus " + bus + " takes " + std::to_string(places->second) + " disks", "use scsi, or fewer disks");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
