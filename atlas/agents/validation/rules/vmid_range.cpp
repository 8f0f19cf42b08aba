#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(vmid_range, "ATLAS-E2042", error, "the VMID range is unusable",
           "cluster.vmids is a range of VMIDs that belongs to this fleet alone, from 100 to 999999999, the lower end "
           "first and with room for every machine. Ranges that no other fleet and no person uses are what prevents two "
           "machines from getting one id.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto from = fleet.cluster.vmid_from;
  const auto to = fleet.cluster.vmid_to;
  const auto range = std::to_string(from) + "-" + std::to_string(to);
  if (from < 100 || to > 999'999'999 || from > to) {
    report.at("/cluster/vmids", "VMID range " + range + " is not possible",
              "use two numbers from 100 to 999999999, the lower first");
  } else if (to - from + 1 < static_cast<std::int64_t>(fleet.machines.size())) {
    report.at("/cluster/vmids",
              "VMID range " + range + " is too small for " + std::to_string(fleet.machines.size()) + " machines",
              "widen it");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
