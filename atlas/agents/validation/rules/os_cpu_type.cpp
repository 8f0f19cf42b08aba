#include "atlas/agents/validation/rules/cpu_types.hpp"
#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(os_cpu_type, "ATLAS-E2009", error, "the CPU type is too old for the operating system",
           "Enterprise Linux 9 is compiled for x86-64-v2 and Enterprise Linux 10 for x86-64-v3. On a CPU type below "
           "that the guest does not boot. Choose a newer type, or host.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto* system = system_of(fleet, context, machine);
    if (system == nullptr || system->family != "redhat") {
      continue;
    }
    const int needed = text::split(system->id, '-').back() == "10" ? 3 : 2;
    const int level = cpu_level(machine.cpu.type);
    if (level > 0 && level < needed) {
      report.on(machine, "/cpu/type", system->title + " needs at least x86-64-v" + std::to_string(needed),
                "set cpu.type to x86-64-v" + std::to_string(needed) + " or host");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
