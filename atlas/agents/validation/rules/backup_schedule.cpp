#include "atlas/agents/validation/rules/calendar_event.hpp"
#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(backup_schedule, "ATLAS-E2081", error, "a backup schedule is malformed",
           "Schedules are calendar events as systemd and Proxmox VE read them: optional weekdays, date and time, such "
           "as 02:30, mon..fri 22:00, sun 01:00, *-*-01 03:00, */6:00 or daily.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (machine.backup.enabled && !is_calendar_event(machine.backup.schedule)) {
      report.on(machine, "/backup/schedule", "'" + machine.backup.schedule + "' is no calendar event",
                "write it like 02:30 or 'sat 03:00'");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
