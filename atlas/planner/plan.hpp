#pragma once

#include "atlas/planner/lock_file.hpp"
#include "atlas/planner/settings.hpp"
#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/catalogue.hpp"
#include "atlas/spec/os_catalogue.hpp"

#include <filesystem>
#include <optional>

namespace atlas::planner {

/// The shipped data that planning needs beside the component catalogue.
struct PlanOptions {
  spec::OsCatalogue systems;
  std::vector<Setting> settings;
};

/// Reads config/os.yaml and config/settings.yaml; what could be read is returned, problems go to `diagnostics`.
PlanOptions load_plan_options(const std::filesystem::path& config, Diagnostics& diagnostics);

/// Takes every decision that the spec left open: node, VMID, MAC, addresses, storage, clone wave, versions, firewall
/// rules, backup jobs, HA rules, privileges. Pure and deterministic: the order of machines in the spec does not matter,
/// and the same input gives the same Blueprint. What `previous` holds is kept as long as it is possible; a kept value
/// that is impossible is chosen anew with warning ATLAS-W4020.
/// Expects a fleet that passed the validation rules; on one that did not it still never crashes. Nothing when an error
/// (ATLAS-E40xx) makes a complete Blueprint impossible. Thread-safe.
std::optional<spec::Blueprint> plan(const spec::Fleet& fleet, const spec::Catalogue& catalogue,
                                    const LockFile& previous, const PlanOptions& options, Diagnostics& diagnostics);

}  // namespace atlas::planner
