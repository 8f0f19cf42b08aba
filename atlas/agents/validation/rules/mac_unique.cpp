#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(mac_unique, "ATLAS-E2036", error, "two NICs have one MAC address",
           "Two NICs with one MAC address in a network take each other's traffic. Change one, or leave mac out: ATLAS "
           "then derives one from the VMID.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::string, std::string> seen;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      if (!machine.nics[i].mac) {
        continue;
      }
      const auto [it, is_new] = seen.emplace(text::lower(*machine.nics[i].mac), machine.name.str());
      if (!is_new) {
        report.on(machine, item("/nics", i) + "/mac",
                  "MAC address " + *machine.nics[i].mac + " is also the one of " + it->second,
                  "change one, or leave it out");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
