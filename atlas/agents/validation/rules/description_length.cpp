#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(description_length, "ATLAS-E2134", error, "a description is too long",
           "Proxmox VE takes notes of up to 8192 characters. Longer texts belong into a document that the description "
           "points to.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.description.size() > 8000) {
      report.on(machine, "/description", "the description has " + std::to_string(machine.description.size()) + " bytes",
                "shorten it to 8000");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
