#pragma once

#include "atlas/spec/os_catalogue.hpp"

#include <cstdint>
#include <optional>
#include <string>

/// What the short interview makes of an answer without asking again. All pure.
namespace atlas::interview {

struct OsTemplate {
  std::int64_t vmid = 0;
  std::string os;
};

/// "9000", "9000 ubuntu-24.04" or "ubuntu-24.04 9000"; without a system debian-12. Nothing when a word is neither an
/// id of Proxmox (100 to 999999999) nor a known system.
std::optional<OsTemplate> parse_template(const std::string& answer, const spec::OsCatalogue& systems);

struct Lan {
  std::string subnet, gateway, range;
};

/// An IPv4 network from /8 to /28. The router is the first address, as most are; machines get a part in the middle,
/// clear of the usual DHCP ranges' ends.
std::optional<Lan> plan_lan(const std::string& subnet);

/// A machine's name from its profile's: "web-server" gives "web".
std::string short_name(const std::string& profile);

/// A fleet's name that the schema takes, from a folder's.
std::string fleet_name(const std::string& folder);

}  // namespace atlas::interview
