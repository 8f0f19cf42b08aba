#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/names.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(hostname_grammar, "ATLAS-E2001", error, "a machine name is no hostname",
           "A machine name becomes the hostname inside the guest, its Proxmox VE name and a part of its DNS name. All "
           "three accept only 1 to 63 characters of a-z, 0-9 and -, without - at either end (RFC 1123, lower case), "
           "and not digits alone, which would read as a VMID. Rename the machine.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (!spec::is_machine_name(machine.name.str())) {
      report.on(machine, "/name", "is not usable as a hostname",
                "use 1 to 63 of a-z, 0-9 and '-', with a letter in it");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
