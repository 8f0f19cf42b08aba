#include "atlas/planner/lock_file.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <limits>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_broken, "ATLAS-E4001", error, "the lock file cannot be used",
    "The lock file remembers node, VMID, MAC, addresses and clone wave of every machine, so that a new run "
    "never moves a machine that exists. This file is not one that ATLAS wrote, or it was damaged. Restore "
    "it from version control. Only when no machine of the fleet exists yet is it safe to delete it.");
ATLAS_DIAGNOSTIC(
    k_version, "ATLAS-E4002", error, "the lock file has an unknown version",
    "The lock file was written by a newer ATLAS, or the field apiVersion was edited. Use the ATLAS version "
    "that wrote the file, or a newer one.");

class Reader {
 public:
  Reader(const yaml::Value& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  std::optional<LockFile> read() {
    const auto before = diagnostics_.count(Severity::error);
    if (!check_header()) {
      return std::nullopt;
    }
    LockFile lock;
    lock.fleet = text(root_, "fleet", "/fleet", true);
    if (const auto* machines = child(root_, "machines", yaml::Kind::mapping, "/machines")) {
      for (const auto& member : machines->members()) {
        lock.machines.emplace(member.key, machine(member.value, "/machines/" + yaml::pointer_token(member.key)));
      }
    }
    if (const auto* moves = child(root_, "moves", yaml::Kind::sequence, "/moves")) {
      for (std::size_t i = 0; i < moves->items().size(); ++i) {
        lock.moves.push_back(move(moves->items()[i], "/moves/" + std::to_string(i)));
      }
    }
    if (diagnostics_.count(Severity::error) != before) {
      return std::nullopt;
    }
    return lock;
  }

 private:
  bool check_header() {
    const auto* kind = root_.find("kind");
    if (kind == nullptr || kind->text() != "FleetLock") {
      problem("this is not a lock file: 'kind: FleetLock' is missing", root_, "/kind");
      return false;
    }
    const auto* version = root_.find("apiVersion");
    if (version == nullptr || version->text() != "atlas/v1") {
      const auto& place = version == nullptr ? root_ : *version;
      diagnostics_.add(k_version("the lock file's apiVersion is '" + (version == nullptr ? "" : version->text()) +
                                 "', this ATLAS reads atlas/v1")
                           .at(place.location())
                           .on("/apiVersion")
                           .fix("use the ATLAS version that wrote the file"));
      return false;
    }
    return true;
  }

  LockedMachine machine(const yaml::Value& value, const std::string& path) {
    LockedMachine result;
    result.node = text(value, "node", path + "/node", true);
    result.vmid = number(value, "vmid", path + "/vmid", 100, 999'999'999);
    result.wave = static_cast<int>(number(value, "wave", path + "/wave", 1, 1'000'000));
    if (const auto* disks = child(value, "disks", yaml::Kind::mapping, path + "/disks")) {
      for (const auto& disk : disks->members()) {
        result.disks.emplace(disk.key, disk.value.text());
      }
    }
    if (const auto* nics = child(value, "nics", yaml::Kind::sequence, path + "/nics")) {
      for (std::size_t i = 0; i < nics->items().size(); ++i) {
        result.nics.push_back(nic(nics->items()[i], path + "/nics/" + std::to_string(i)));
      }
    }
    if (const auto* reasons = value.find("reasons"); reasons != nullptr && reasons->is_mapping()) {
      for (const auto& reason : reasons->members()) {
        result.reasons.emplace(reason.key, reason.value.text());
      }
    }
    return result;
  }

  LockedNic nic(const yaml::Value& value, const std::string& path) {
    return {text(value, "network", path + "/network", true), text(value, "mac", path + "/mac", true),
            text(value, "ipv4", path + "/ipv4", false), text(value, "ipv6", path + "/ipv6", false)};
  }

  spec::WaveMove move(const yaml::Value& value, const std::string& path) {
    return {text(value, "machine", path + "/machine", true),
            static_cast<int>(number(value, "from", path + "/from", 1, 1'000'000)),
            static_cast<int>(number(value, "to", path + "/to", 1, 1'000'000))};
  }

  const yaml::Value* child(const yaml::Value& parent, std::string_view key, yaml::Kind kind, const std::string& path) {
    const auto* value = parent.find(key);
    if (value == nullptr || value->kind() != kind) {
      problem("the lock file has no usable '" + path + "'", value == nullptr ? parent : *value, path);
      return nullptr;
    }
    return value;
  }

  std::string text(const yaml::Value& parent, std::string_view key, const std::string& path, bool required) {
    const auto* value = parent.find(key);
    if (value == nullptr ? required : !value->is_string()) {
      problem("the lock file needs a text at '" + path + "'", value == nullptr ? parent : *value, path);
      return {};
    }
    return value == nullptr ? std::string() : value->text();
  }

  std::int64_t number(const yaml::Value& parent, std::string_view key, const std::string& path, std::int64_t least,
                      std::int64_t most) {
    const auto* value = parent.find(key);
    if (value == nullptr || value->kind() != yaml::Kind::integer || value->integer() < least ||
        value->integer() > most) {
      problem("the lock file needs a number from " + std::to_string(least) + " to " + std::to_string(most) + " at '" +
                  path + "'",
              value == nullptr ? parent : *value, path);
      return least;
    }
    return value->integer();
  }

  void problem(std::string summary, const yaml::Value& place, const std::string& path) {
    diagnostics_.add(
        k_broken(std::move(summary)).at(place.location()).on(path).fix("restore the lock file from version control"));
  }

  const yaml::Value& root_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<LockFile> read_lock_file(std::string file, std::string text, Diagnostics& diagnostics) {
  // A thousand machines with a few NICs each stay far below these limits.
  const yaml::Limits limits{.bytes = 64U << 20U, .depth = 16, .nodes = 5'000'000};
  const auto root = yaml::read(std::move(file), std::move(text), diagnostics, limits);
  return root ? Reader(*root, diagnostics).read() : std::nullopt;
}

}  // namespace atlas::planner
