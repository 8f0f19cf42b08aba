#include "atlas/agents/validation/rules/support.hpp"

#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(template_vmid, "ATLAS-E2007", error, "a template has an impossible VMID",
           "Proxmox VE takes VMIDs from 100 to 999999999, each for one guest. Two templates cannot share one.", check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::int64_t, std::string> seen;
  for (const auto& image : fleet.templates) {
    const auto id = image.vmid.value();
    const auto pointer = member("/templates", image.name) + "/vmid";
    if (id < 100 || id > 999'999'999) {
      report.at(pointer, "template '" + image.name + "': VMID " + std::to_string(id) + " is not possible",
                "use the template's number, 100 to 999999999");
    } else if (const auto [it, is_new] = seen.emplace(id, image.name); !is_new) {
      report.at(pointer,
                "template '" + image.name + "': VMID " + std::to_string(id) + " is the one of '" + it->second + "'",
                "correct one of the two");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
