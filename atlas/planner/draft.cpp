#include "atlas/planner/draft.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_not_kept, "ATLAS-W4020", warning, "a value of the lock file cannot be kept",
    "The lock file says what an earlier run chose. This value is not possible any more: the node, network or "
    "storage is gone, or another machine claims it. A new value was chosen. A machine that exists already "
    "is changed, moved or replaced by it: read the plan before you apply, or restore the old "
    "conditions in the spec.");

std::vector<spec::NodeSpec> known_nodes(const spec::Fleet& fleet) {
  auto nodes = fleet.cluster.nodes;
  if (nodes.empty()) {
    std::set<spec::NodeName> names;
    for (const auto& image : fleet.templates) {
      names.insert(image.node);
    }
    for (const auto& machine : fleet.machines) {
      if (machine.node) {
        names.insert(*machine.node);
      }
    }
    names.erase(spec::NodeName());
    for (const auto& name : names) {
      nodes.push_back({name, std::nullopt, std::nullopt});
    }
  }
  std::sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return nodes;
}

int major_version(const std::string& text) {
  int major = 9;
  std::from_chars(text.data(), text.data() + text.size(), major);
  return major;
}

}  // namespace

Draft::Draft(const spec::Fleet& the_fleet, const spec::Catalogue& the_catalogue, const LockFile& the_previous,
             const PlanOptions& the_options, Diagnostics& the_diagnostics)
    : fleet(the_fleet),
      catalogue(the_catalogue),
      previous(the_previous),
      options(the_options),
      diagnostics(the_diagnostics),
      environment(Json(the_fleet.environment).get<std::string>()),
      pve9(major_version(the_fleet.cluster.pve_version) >= 9),
      nodes(known_nodes(the_fleet)) {
  for (const auto& network_spec : fleet.networks) {
    networks.emplace(network_spec.name, &network_spec);
  }
  for (const auto& storage_spec : fleet.cluster.storage) {
    storages.emplace(storage_spec.id.str(), &storage_spec);
  }
  std::unordered_map<std::string_view, const spec::TemplateSpec*> images;
  for (const auto& image : fleet.templates) {
    images.emplace(image.name, &image);
  }
  for (const auto& machine_spec : fleet.machines) {
    DraftMachine machine;
    machine.spec = &machine_spec;
    const auto image = images.find(machine_spec.template_name);
    machine.image = image == images.end() ? nullptr : image->second;
    machine.system = machine.image == nullptr ? nullptr : options.systems.find(machine.image->os);
    const auto kept = previous.machines.find(machine_spec.name.str());
    machine.kept = kept == previous.machines.end() ? nullptr : &kept->second;
    machines.push_back(std::move(machine));
  }
  std::sort(machines.begin(), machines.end(), [](const auto& a, const auto& b) { return a.spec->name < b.spec->name; });
  for (std::size_t i = 0; i < machines.size(); ++i) {
    machine_index.emplace(machines[i].spec->name.str(), i);
  }
}

void DraftMachine::decide(std::string what, std::string value, std::string reason) {
  if (kept != nullptr && reason == k_kept_reason) {
    const auto known = kept->reasons.find(what);
    reason = known == kept->reasons.end() ? reason : known->second;
  }
  plan.decisions.push_back({std::move(what), std::move(value), std::move(reason)});
}

const spec::NetworkSpec* Draft::network(const std::string& name) const {
  const auto it = networks.find(name);
  return it == networks.end() ? nullptr : it->second;
}

const spec::StorageSpec* Draft::storage(const std::string& id) const {
  const auto it = storages.find(id);
  return it == storages.end() ? nullptr : it->second;
}

std::optional<SourceLocation> Draft::where(const DraftMachine& machine, std::string_view below) const {
  return fleet.where(machine.spec->origin + std::string(below));
}

void Draft::not_kept(const DraftMachine& machine, const std::string& what, const std::string& value,
                     const std::string& why, std::string_view below) {
  const auto& name = machine.spec->name.str();
  diagnostics.add(k_not_kept(name + ": " + what + " " + value + " of the lock file cannot be kept: " + why)
                      .at(where(machine, below))
                      .on("machines/" + name + "/" + what)
                      .fix("read the plan before you apply: the machine may be changed, moved or replaced"));
}

bool has_class(const spec::StorageSpec& storage, std::string_view name) {
  return std::find(storage.classes.begin(), storage.classes.end(), name) != storage.classes.end();
}

bool is_shared(const Draft& draft, const std::string& storage) {
  const auto* spec = draft.storage(storage);
  return spec != nullptr && has_class(*spec, "shared");
}

}  // namespace atlas::planner
