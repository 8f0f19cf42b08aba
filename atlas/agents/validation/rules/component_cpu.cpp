#include "atlas/agents/validation/rules/cpu_types.hpp"
#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(component_cpu, "ATLAS-E2109", error, "the CPU type lacks instructions that software needs",
           "The component uses CPU instructions that the machine's CPU type does not have; its programs would stop "
           "with an illegal instruction. Choose a newer type such as x86-64-v3, or host.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto flags = cpu_flags(machine.cpu.type);
    for (const auto& used : components_of(fleet, context, machine)) {
      for (const auto& needed : used.component->needs.cpu_flags) {
        if (flags && flags->count(needed) == 0) {
          report.on(machine, "/cpu/type",
                    "component '" + used.component->name + "' needs the CPU flag " + needed + ", which " +
                        machine.cpu.type + " lacks",
                    "set cpu.type to x86-64-v3 or host");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
