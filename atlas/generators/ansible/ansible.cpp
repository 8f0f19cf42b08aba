#include "atlas/generators/ansible/role_readme.hpp"
#include "atlas/generators/component_files.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace atlas::generators {
namespace {

constexpr std::string_view k_section = "ansible";

struct Part {
  Json variables;               ///< name, title, group, role: what the playbooks' templates need
  std::set<std::string> tasks;  ///< the files in role/tasks, which say what the role can do
};
using Parts = std::map<std::string, Part>;

Part copy_role(const GeneratorInput& input, const spec::Component& component, const spec::ComponentPlan& plan,
               spec::FileTree& tree, Diagnostics& diagnostics) {
  Part part{{{"name", plan.name}, {"title", plan.title}, {"group", plan.group}, {"role", component.role}}, {}};
  ansible::RoleFiles files = read_component_folder(component, "role", diagnostics);
  ansible::add_role_readme(input, component, files, tree, diagnostics);
  files.erase("README.md");
  for (auto& [path, bytes] : files) {
    if (path.starts_with("tasks/")) {
      part.tasks.insert(path.substr(6));
    }
    add_file(fmt::format("ansible/roles/{}/{}", component.role, path), std::move(bytes), k_section, tree, diagnostics);
  }
  return part;
}

Parts copy_roles(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  Parts parts;
  for (const spec::ComponentPlan& plan : input.blueprint.components) {
    if (const spec::Component* component = find_component(input, plan.name, diagnostics)) {
      parts.emplace(plan.name, copy_role(input, *component, plan, tree, diagnostics));
    }
  }
  return parts;
}

// In tier order, so that what others need is looked at first.
Json parts_with(const GeneratorInput& input, const Parts& parts, const std::set<std::string>& tasks) {
  Json chosen = Json::array();
  for (const spec::TierPlan& tier : input.blueprint.tiers) {
    for (const std::string& name : tier.components) {
      const auto part = parts.find(name);
      if (part != parts.end() &&
          std::includes(part->second.tasks.begin(), part->second.tasks.end(), tasks.begin(), tasks.end())) {
        chosen.push_back(part->second.variables);
      }
    }
  }
  return chosen;
}

void add_tiers(const GeneratorInput& input, const Parts& parts, spec::FileTree& tree, Diagnostics& diagnostics) {
  for (const spec::TierPlan& tier : input.blueprint.tiers) {
    Json members = Json::array();
    for (const std::string& name : tier.components) {
      const auto part = parts.find(name);
      if (part != parts.end()) {
        members.push_back(part->second.variables);
      }
    }
    render_file(input, "ansible/_tier.yml.j2", {{"tier", tier}, {"parts", members}},
                fmt::format("ansible/tiers/{}.yml", tier.name), k_section, tree, diagnostics);
  }
}

// These playbooks hold what the roles in use can do.
void add_playbooks(const GeneratorInput& input, const Parts& parts, spec::FileTree& tree, Diagnostics& diagnostics) {
  const auto add = [&](std::string_view name, const char* variable, const std::set<std::string>& tasks) {
    render_file(input, fmt::format("ansible/_{}.yml.j2", name), {{variable, parts_with(input, parts, tasks)}},
                fmt::format("ansible/playbooks/{}.yml", name), k_section, tree, diagnostics);
  };
  add("healthcheck", "checked", {"assert.yml", "verify.yml"});
  add("backup", "backed_up", {"assert.yml", "backup_now.yml"});
  add("restore", "restorable", {"assert.yml", "restore.yml"});
}

}  // namespace

void generate_ansible(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_tree(input, "ansible", tree, diagnostics);
  const Parts parts = copy_roles(input, tree, diagnostics);
  add_tiers(input, parts, tree, diagnostics);
  add_playbooks(input, parts, tree, diagnostics);
}

ATLAS_GENERATOR(ansible, "software_provision", generate_ansible);

}  // namespace atlas::generators
