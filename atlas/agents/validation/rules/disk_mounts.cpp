#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(disk_mounts, "ATLAS-E2013", error, "a mount point is unusable or taken",
           "A data disk is mounted at one absolute path of its own, without . or .. in it. Paths that the running "
           "system owns (/, /boot, /dev, /etc, /proc, /run, /sys, /usr and so on) cannot be mounted over. The boot "
           "disk is / already and has no mount.",
           check);

bool is_mountable(const std::string& path) {
  static const std::set<std::string> k_owned = {"/bin",  "/boot", "/dev",  "/etc", "/lib", "/lib64",
                                                "/proc", "/run",  "/sbin", "/sys", "/usr"};
  if (path.front() != '/' || path.size() < 2 || path.back() == '/') {
    return false;
  }
  for (const auto& part : text::split(path.substr(1), '/')) {
    if (part.empty() || part == "." || part == "..") {
      return false;
    }
  }
  return k_owned.count(path) == 0 && path.rfind("/dev/", 0) != 0 && path.rfind("/proc/", 0) != 0 &&
         path.rfind("/sys/", 0) != 0 && path.rfind("/run/", 0) != 0;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < machine.disks.size(); ++i) {
      const auto& mount = machine.disks[i].mount;
      if (mount.empty()) {
        continue;
      }
      if (i == 0) {
        report.on(machine, item("/disks", i) + "/mount", "the boot disk cannot be mounted at '" + mount + "'",
                  "remove the mount; it is / already");
      } else if (!is_mountable(mount)) {
        report.on(machine, item("/disks", i) + "/mount", "'" + mount + "' is no place for a data disk",
                  "use an absolute path such as /srv/data");
      } else if (!seen.insert(mount).second) {
        report.on(machine, item("/disks", i) + "/mount", "two disks are mounted at '" + mount + "'", "change one");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
