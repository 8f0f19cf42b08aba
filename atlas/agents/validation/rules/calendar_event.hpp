#pragma once

#include <string_view>

namespace atlas::agents::validation::rules {

/// True for a calendar event as Proxmox VE and systemd read it: "02:30", "mon..fri 22:00", "*-*-01 03:00", "daily".
bool is_calendar_event(std::string_view text);

}  // namespace atlas::agents::validation::rules
