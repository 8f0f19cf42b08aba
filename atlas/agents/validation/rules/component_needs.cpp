#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/sizes.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_needs, "ATLAS-E2107", error, "a machine is too small for its software",
           "The components of a machine together need this much memory and disk space at least. Give the machine more, "
           "or move software to another machine.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    std::int64_t memory = 0;
    std::int64_t disk = 0;
    for (const auto& used : components_of(fleet, context, machine)) {
      memory += used.component->needs.memory_mib;
      disk += used.component->needs.disk_gib;
    }
    std::int64_t disks = 0;
    for (const auto& one : machine.disks) {
      disks += one.size_gib;
    }
    if (machine.memory_mib < memory) {
      report.on(machine, "/memory", "its software needs " + spec::size_text(memory, spec::SizeUnit::mib) + " of memory",
                "set memory to at least that");
    }
    if (disks < disk) {
      report.on(machine, "/disks",
                "its software needs " + spec::size_text(disk, spec::SizeUnit::gib) + " of disk space",
                "enlarge a disk");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
