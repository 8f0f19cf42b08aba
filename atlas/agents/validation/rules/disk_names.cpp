#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(disk_names, "ATLAS-E2012", error, "a disk name is unusable or taken",
           "The name becomes the serial number by which the guest finds the disk (/dev/disk/by-id), so it has to be "
           "unique in the machine, 1 to 20 characters of a-z, 0-9 and -, and start with a letter.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& name = machine.disks[i].name;
      const bool usable = name.size() <= 20 && consists_of(name, std::string(k_lower) + std::string(k_digits) + "-") &&
                          k_lower.find(name[0]) != std::string_view::npos;
      if (!usable) {
        report.on(machine, item("/disks", i) + "/name", "disk name '" + name + "' is not usable",
                  "use 1 to 20 of a-z, 0-9 and '-', a letter first");
      } else if (!seen.insert(name).second) {
        report.on(machine, item("/disks", i) + "/name", "two disks are named '" + name + "'", "rename one");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
