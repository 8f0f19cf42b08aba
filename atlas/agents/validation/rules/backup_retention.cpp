#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(backup_retention, "ATLAS-E2082", error, "a backup retention is impossible",
           "The keep_ numbers say how many backups stay, 0 to 1000 each. With all of them 0 the environment's default "
           "holds.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    const auto& keep = machine.backup.retention;
    for (const int count : {keep.keep_last, keep.keep_daily, keep.keep_weekly, keep.keep_monthly, keep.keep_yearly}) {
      if (count < 0 || count > 1000) {
        report.on(machine, "/backup/retention", "a retention of " + std::to_string(count) + " is not possible",
                  "use 0 to 1000");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
