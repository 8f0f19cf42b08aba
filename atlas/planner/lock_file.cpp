#include "atlas/planner/lock_file.hpp"

#include "atlas/utils/json.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

// A JSON string is a YAML string, and cannot be left by any character.
std::string quoted(const std::string& value) { return Json(value).dump(-1, ' ', true, Json::error_handler_t::replace); }

void write_nic(const LockedNic& nic, std::string& out) {
  out += "      - network: " + quoted(nic.network) + "\n        mac: " + quoted(nic.mac) + "\n";
  if (!nic.ipv4.empty()) {
    out += "        ipv4: " + quoted(nic.ipv4) + "\n";
  }
  if (!nic.ipv6.empty()) {
    out += "        ipv6: " + quoted(nic.ipv6) + "\n";
  }
}

void write_machine(const std::string& name, const LockedMachine& machine, std::string& out) {
  out += "  " + quoted(name) + ":\n    node: " + quoted(machine.node) + "\n    vmid: " + std::to_string(machine.vmid) +
         "\n    wave: " + std::to_string(machine.wave) + "\n";
  out += machine.disks.empty() ? "    disks: {}\n" : "    disks:\n";
  for (const auto& [disk, storage] : machine.disks) {
    out += "      " + quoted(disk) + ": " + quoted(storage) + "\n";
  }
  out += machine.nics.empty() ? "    nics: []\n" : "    nics:\n";
  for (const auto& nic : machine.nics) {
    write_nic(nic, out);
  }
  if (!machine.reasons.empty()) {
    out += "    reasons:\n";
  }
  for (const auto& [what, reason] : machine.reasons) {
    out += "      " + quoted(what) + ": " + quoted(reason) + "\n";
  }
}

// A pinned value is told by the spec itself; once the pin is gone, its reason would be wrong.
bool is_chosen(const spec::Decision& decision) {
  const bool lockable = decision.what == "node" || decision.what == "vmid" || decision.what == "wave" ||
                        decision.what.rfind("nics/", 0) == 0 || decision.what.rfind("disks/", 0) == 0;
  return lockable && decision.reason.rfind("pinned", 0) != 0 && decision.reason != k_kept_reason;
}

LockedMachine locked(const spec::MachinePlan& plan) {
  LockedMachine result{plan.node, plan.vmid, plan.wave, {}, {}, {}};
  for (const auto& disk : plan.disks) {
    result.disks.emplace(disk.name, disk.storage);
  }
  for (const auto& nic : plan.nics) {
    result.nics.push_back({nic.network, nic.mac, nic.ipv4, nic.ipv6});
  }
  for (const auto& decision : plan.decisions) {
    if (is_chosen(decision)) {
      result.reasons.emplace(decision.what, decision.reason);
    }
  }
  return result;
}

}  // namespace

bool LockFile::operator==(const LockFile& other) const {
  const auto same = [](const spec::WaveMove& a, const spec::WaveMove& b) {
    return a.machine == b.machine && a.from == b.from && a.to == b.to;
  };
  return fleet == other.fleet && machines == other.machines &&
         std::equal(moves.begin(), moves.end(), other.moves.begin(), other.moves.end(), same);
}

std::string write_lock_file(const LockFile& lock) {
  std::string out =
      "# What ATLAS chose for this fleet. Commit it beside the spec: a machine keeps what stands here.\n"
      "# To choose anew, remove the machine's entry (its place, id and addresses may then change).\n"
      "apiVersion: atlas/v1\nkind: FleetLock\n";
  out += "fleet: " + quoted(lock.fleet) + "\n";
  out += lock.machines.empty() ? "machines: {}\n" : "machines:\n";
  for (const auto& [name, machine] : lock.machines) {
    write_machine(name, machine, out);
  }
  out += lock.moves.empty() ? "moves: []\n" : "moves:\n";
  for (const auto& move : lock.moves) {
    out += "  - {machine: " + quoted(move.machine) + ", from: " + std::to_string(move.from) +
           ", to: " + std::to_string(move.to) + "}\n";
  }
  return out;
}

LockFile lock_file(const spec::Blueprint& blueprint) {
  LockFile lock;
  lock.fleet = blueprint.fleet.name;
  lock.moves = blueprint.moves;
  for (const auto& machine : blueprint.machines) {
    lock.machines.emplace(machine.name, locked(machine));
  }
  return lock;
}

}  // namespace atlas::planner
