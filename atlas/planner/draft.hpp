#pragma once

#include "atlas/planner/plan.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace atlas::planner {

/// A machine while it is being planned. Pointers reach into the Fleet and the catalogues and may be null where the
/// spec names something that is not there; such a machine ends in an error.
struct DraftMachine {
  const spec::MachineSpec* spec = nullptr;
  const spec::TemplateSpec* image = nullptr;
  const spec::OsEntry* system = nullptr;
  const LockedMachine* kept = nullptr;  ///< what an earlier run chose
  spec::MachinePlan plan;

  /// Records a decision and its reason; a kept value tells the reason it was first chosen for.
  void decide(std::string what, std::string value, std::string reason);
};

/// What all planning steps share: the input, indexed, and the Blueprint as far as it has come. Lives for one plan().
struct Draft {
  Draft(const spec::Fleet& fleet, const spec::Catalogue& catalogue, const LockFile& previous,
        const PlanOptions& options, Diagnostics& diagnostics);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const spec::Fleet& fleet;
  const spec::Catalogue& catalogue;
  const LockFile& previous;
  const PlanOptions& options;
  Diagnostics& diagnostics;

  std::string environment;             ///< dev, test, prod
  bool pve9 = true;                    ///< Proxmox VE 9 or newer
  std::vector<DraftMachine> machines;  ///< by name
  std::unordered_map<std::string, std::size_t> machine_index;
  std::unordered_map<std::string, const spec::NetworkSpec*> networks;
  std::unordered_map<std::string, const spec::StorageSpec*> storages;
  std::vector<spec::NodeSpec> nodes;  ///< by name; the declared ones, or else those the templates and pins name
  spec::Blueprint blueprint;

  const spec::NetworkSpec* network(const std::string& name) const;
  const spec::StorageSpec* storage(const std::string& id) const;
  /// Where a member of the machine's entry was written; `below` starts with `/`.
  std::optional<SourceLocation> where(const DraftMachine& machine, std::string_view below = "") const;
  /// A kept value that cannot be kept: ATLAS-W4020.
  void not_kept(const DraftMachine& machine, const std::string& what, const std::string& value, const std::string& why,
                std::string_view below);
};

bool has_class(const spec::StorageSpec& storage, std::string_view name);
/// False for an id that no storage of the spec has.
bool is_shared(const Draft& draft, const std::string& storage);

}  // namespace atlas::planner
