#pragma once

#include "atlas/spec/blueprint.hpp"
#include "atlas/utils/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::planner {

/// The reason of a value that the lock file holds without one.
inline constexpr std::string_view k_kept_reason = "kept from the lock file";

/// What was chosen for one NIC. An empty text means: nothing was chosen (DHCP, no IPv6, …).
struct LockedNic {
  std::string network;  ///< addresses are kept only while the NIC stays in this network
  std::string mac;
  std::string ipv4;
  std::string ipv6;

  bool operator==(const LockedNic&) const = default;
};

/// What was chosen for one machine.
struct LockedMachine {
  std::string node;
  std::int64_t vmid = 0;
  int wave = 0;
  std::map<std::string, std::string> disks;  ///< disk name → storage
  std::vector<LockedNic> nics;               ///< by index
  /// Decision → why it was taken, so that a later run tells the same reason and not merely "kept".
  std::map<std::string, std::string> reasons = {};

  bool operator==(const LockedMachine&) const = default;
};

/// The choices of earlier runs (`fleet.lock.yaml`): they win over what the planner would choose today, so that a
/// machine that exists never moves by itself. Belongs beside the spec, in version control.
struct LockFile {
  std::string fleet;  ///< metadata.name; empty = there is no lock file yet
  std::map<std::string, LockedMachine> machines;
  std::vector<spec::WaveMove> moves;  ///< all that still matter, in the order they happened

  bool operator==(const LockFile& other) const;
};

/// Reads the text of a lock file; `file` is used in messages. Nothing, and the problems in `diagnostics`, when the text
/// is no YAML (E10xx), no lock file or broken (ATLAS-E4001), or of a newer version (ATLAS-E4002).
std::optional<LockFile> read_lock_file(std::string file, std::string text, Diagnostics& diagnostics);

/// The text of a lock file: sorted, the same for equal values. read_lock_file gives the value back.
std::string write_lock_file(const LockFile& lock);

/// The lock file that keeps every choice of this blueprint.
LockFile lock_file(const spec::Blueprint& blueprint);

}  // namespace atlas::planner
