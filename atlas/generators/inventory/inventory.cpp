#include "atlas/generators/component_files.hpp"
#include "atlas/generators/inventory/parts.hpp"
#include "atlas/generators/template_tree.hpp"
#include "atlas/utils/emit/emit.hpp"

#include <fmt/format.h>

namespace atlas::generators {
namespace {

using inventory::k_section;

constexpr std::string_view k_vault_header =
    "# What the vault of this fleet must hold. scripts/init-secrets.sh makes vault.yml with random values; or copy "
    "this\n"
    "# file to vault.yml, replace every CHANGE_ME, and run: ansible-vault encrypt vault.yml\n";

void add_yaml(const std::string& path, const Json& value, spec::FileTree& tree, Diagnostics& diagnostics) {
  add_file(path, emit::yaml_document(value, true), k_section, tree, diagnostics);
}

void add_vault_example(const spec::Blueprint& blueprint, spec::FileTree& tree, Diagnostics& diagnostics) {
  Json values = Json::object();
  for (const auto& [name, description] : inventory::secrets(blueprint)) {
    values[name] = "CHANGE_ME: " + description;
  }
  tree.add("inventory/group_vars/all/vault.yml.example",
           {std::string(k_vault_header) + emit::yaml_document(values, true), 0600, std::string(k_section)},
           diagnostics);
}

void add_group(const GeneratorInput& input, const spec::ComponentPlan& plan, spec::FileTree& tree,
               Diagnostics& diagnostics) {
  const std::string folder = "inventory/group_vars/" + plan.group;
  add_yaml(folder + "/main.yml", inventory::component_variables(input.blueprint, plan), tree, diagnostics);
  if (const spec::Component* component = find_component(input, plan.name, diagnostics)) {
    render_component_file(input, *component, "group_vars.yml.j2", {{"component", plan}}, folder + "/topology.yml",
                          k_section, tree, diagnostics);
  }
}

void add_machine(const GeneratorInput& input, const spec::MachinePlan& machine, spec::FileTree& tree,
                 Diagnostics& diagnostics) {
  const std::string folder = "inventory/host_vars/" + machine.name;
  add_yaml(folder + "/main.yml", inventory::machine_variables(input.blueprint, machine), tree, diagnostics);
  for (const std::string& name : machine.components) {
    if (const spec::Component* component = input.catalogue.find(name)) {
      render_component_file(input, *component, "host_vars.yml.j2", {{"machine", machine}},
                            fmt::format("{}/{}.yml", folder, name), k_section, tree, diagnostics);
    }
  }
}

}  // namespace

void generate_inventory(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  const spec::Blueprint& blueprint = input.blueprint;
  const Json hosts = inventory::hosts(blueprint);
  render_tree(input, "inventory", tree, diagnostics);
  add_yaml("inventory/hosts.yml", hosts, tree, diagnostics);
  add_file("inventory/blueprint.json", emit::json_document(hosts), k_section, tree, diagnostics);
  add_yaml("inventory/group_vars/all/main.yml", inventory::fleet_variables(blueprint), tree, diagnostics);
  add_vault_example(blueprint, tree, diagnostics);
  add_yaml("inventory/group_vars/env_" + blueprint.fleet.environment + "/main.yml",
           inventory::environment_variables(blueprint), tree, diagnostics);
  for (const spec::ComponentPlan& component : blueprint.components) {
    add_group(input, component, tree, diagnostics);
  }
  for (const spec::MachinePlan& machine : blueprint.machines) {
    add_machine(input, machine, tree, diagnostics);
  }
}

ATLAS_GENERATOR(inventory, "software_provision", generate_inventory);

}  // namespace atlas::generators
