#pragma once

#include "atlas/spec/loader.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

/// Helpers of the spec room's tests: fleets as text, problems as a list of ids.
namespace atlas::spec::test {

inline std::filesystem::path source_dir() { return ATLAS_SOURCE_DIR; }
inline std::filesystem::path config() { return source_dir() / "config"; }

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Loaded {
  std::optional<Fleet> fleet;
  Diagnostics diagnostics;

  std::vector<std::string> ids() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics.sorted()) {
      result.push_back(d.id);
    }
    return result;
  }
  std::string rendered() const {
    std::string all;
    for (const Diagnostic& d : diagnostics.sorted()) {
      all += render(d, false);
    }
    return all;
  }
  const MachineSpec& machine(const std::string& name) const {
    for (const MachineSpec& machine : fleet->machines) {
      if (machine.name.str() == name) {
        return machine;
      }
    }
    throw std::out_of_range("no machine " + name);
  }
};

inline Loaded load_text(const std::string& text, LoadOptions options = {}) {
  Loaded loaded;
  options.config = config();
  if (options.spec_path.empty()) {
    options.spec_path = "fleet.yaml";
  }
  loaded.fleet = load_fleet_text(text, options, loaded.diagnostics);
  return loaded;
}

inline Loaded load_path(const std::filesystem::path& path, LoadOptions options = {}) {
  Loaded loaded;
  options.config = config();
  options.spec_path = path.string();
  loaded.fleet = load_fleet(options, loaded.diagnostics);
  return loaded;
}

/// A fleet with everything but machines; `more` follows.
inline std::string fleet_text(const std::string& more) {
  return R"(apiVersion: atlas/v1
kind: Fleet
metadata: {name: test}
cluster:
  nodes: [pve1, pve2]
  storage: [{id: local-lvm, classes: [local, ssd], default: true}]
templates:
  debian-12: {os: debian-12, vmid: 9000, node: pve1, storage: local-lvm}
networks:
  lan:
    bridge: vmbr0
    ipv4: {subnet: 192.0.2.0/24, gateway: 192.0.2.1, range: 192.0.2.100-192.0.2.199}
)" + more;
}

/// The same with `template` set for all machines.
inline std::string machines_text(const std::string& machines) {
  return fleet_text("defaults: {template: debian-12}\nmachines:\n" + machines);
}

/// A folder of one test, gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            ("atlas-" + std::string(info->test_suite_name()) + "-" + info->name() + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace atlas::spec::test
