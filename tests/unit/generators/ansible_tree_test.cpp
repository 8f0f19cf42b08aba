#include "atlas/generators/component_files.hpp"
#include "atlas/generators/generator.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace atlas::generators {
namespace {

const std::filesystem::path k_config = std::filesystem::path(ATLAS_SOURCE_DIR) / "config";

// A folder of components that lies outside the tree and is gone after the test.
class OutsideFolder {
 public:
  OutsideFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "atlas-parts-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~OutsideFolder() { std::filesystem::remove_all(path_); }
  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file) << text;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

spec::Blueprint fleet_with(const std::string& component, const std::string& role_tier) {
  spec::ComponentPlan plan;
  plan.name = component;
  plan.group = component;
  plan.title = component;
  plan.tier = role_tier;
  plan.machines = {"web-01"};
  spec::MachinePlan machine;
  machine.name = "web-01";
  machine.address = "192.0.2.10";
  machine.components = {component};
  machine.software = {{component, "", "distro", Json::object(), Json::object()}};
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "dev";
  blueprint.machines = {machine};
  blueprint.components = {plan};
  blueprint.tiers = {{role_tier, {component}, {"web-01"}}};
  return blueprint;
}

spec::FileTree generate(const spec::Blueprint& blueprint, const spec::Catalogue& catalogue, Diagnostics& diagnostics) {
  const TemplateEngine templates({k_config / "templates"});
  const TemplateContext context{Json(blueprint)};
  spec::FileTree tree;
  for (const char* target : {"ansible", "inventory"}) {
    GeneratorRegistry::find(target)->generate({blueprint, context, templates, catalogue}, tree, diagnostics);
  }
  return tree;
}

spec::Catalogue shipped() {
  Diagnostics diagnostics;
  auto catalogue = spec::Catalogue::load_shipped(k_config, {}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    ADD_FAILURE() << render(diagnostic, false);
  }
  return catalogue;
}

TEST(AnsibleTree, HoldsSkeletonRoleAndVariables) {
  Diagnostics diagnostics;
  const auto tree = generate(fleet_with("nginx", "web"), shipped(), diagnostics);
  for (const char* path :
       {"ansible/ansible.cfg", "ansible/site.yml", "ansible/.ansible-lint", "ansible/.yamllint",
        "ansible/requirements.yml", "ansible/tiers/web.yml", "ansible/playbooks/preflight.yml",
        "ansible/playbooks/healthcheck.yml", "ansible/playbooks/backup.yml", "ansible/roles/nginx/tasks/main.yml",
        "ansible/roles/nginx/templates/nginx.conf.j2", "inventory/hosts.yml", "inventory/blueprint.json",
        "inventory/group_vars/all/main.yml", "inventory/group_vars/all/vault.yml.example",
        "inventory/group_vars/env_dev/main.yml", "inventory/group_vars/nginx/main.yml",
        "inventory/group_vars/nginx/topology.yml", "inventory/host_vars/web-01/main.yml"}) {
    EXPECT_NE(tree.find(path), nullptr) << path;
  }
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(tree.find("inventory/atlas_inventory.py")->mode, 0755);
  EXPECT_EQ(tree.find("inventory/group_vars/all/vault.yml.example")->mode, 0600);
}

TEST(AnsibleTree, PlaybooksHoldWhatRolesCanDo) {
  Diagnostics diagnostics;
  const auto tree = generate(fleet_with("nginx", "web"), shipped(), diagnostics);
  EXPECT_NE(tree.find("ansible/playbooks/healthcheck.yml")->content.find("Check nginx"), std::string::npos);
  EXPECT_NE(tree.find("ansible/playbooks/backup.yml")->content.find("nothing to do"), std::string::npos);
}

TEST(AnsibleTree, AComponentOutsideOfAnyFolderIsTakenAsItIs) {
  const OutsideFolder folder;
  folder.write(
      "hello/component.yaml",
      "apiVersion: atlas/v1\nkind: Component\nname: hello\ntitle: Hello\ndescription: Says hello.\nrole: hello\n"
      "tier: web\nalways: false\nos: [debian-12]\nversions: []\nparameters: {}\n"
      "needs: {memory_mib: 1, disk_gib: 1, cpu_flags: [], components: []}\nconflicts: []\nports: []\n"
      "secrets: []\nservices: {debian: hello, redhat: hello}\n");
  folder.write("hello/role/tasks/main.yml", "---\n[]\n");
  folder.write("hello/role/templates/a.j2", "{{ not_ours }}\n");
  folder.write("hello/group_vars.yml.j2", "---\nhello_text: {{ fleet.description }}\n");
  auto blueprint = fleet_with("hello", "web");
  blueprint.fleet.description = "a {{ b }}";
  Diagnostics diagnostics;
  const auto catalogue = spec::Catalogue::load({folder.path()}, diagnostics);
  const auto tree = generate(blueprint, catalogue, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    ADD_FAILURE() << render(diagnostic, false);
  }
  ASSERT_NE(tree.find("ansible/roles/hello/templates/a.j2"), nullptr);
  EXPECT_EQ(tree.find("ansible/roles/hello/templates/a.j2")->content, "{{ not_ours }}\n");
  ASSERT_NE(tree.find("inventory/group_vars/hello/topology.yml"), nullptr);
  EXPECT_EQ(tree.find("inventory/group_vars/hello/topology.yml")->content, "---\nhello_text: !unsafe \"a {{ b }}\"\n");
}

TEST(AnsibleTree, AnUnknownComponentIsAnError) {
  Diagnostics diagnostics;
  generate(fleet_with("nobody", "web"), spec::Catalogue(), diagnostics);
  ASSERT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.items()[0].id, "ATLAS-E5201");
}

TEST(ComponentFiles, ALinkInARoleIsRefusedAndNothingElseIsLost) {
  const OutsideFolder folder;
  folder.write("role/tasks/main.yml", "---\n");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "role" / "leak");
  spec::Component component;
  component.name = "hello";
  component.folder = folder.path();
  Diagnostics diagnostics;
  const auto files = read_component_folder(component, "role", diagnostics);
  EXPECT_EQ(files.size(), 1U);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.items()[0].id, "ATLAS-E5202");
}

}  // namespace
}  // namespace atlas::generators
