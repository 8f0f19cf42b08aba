#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <gtest/gtest.h>

namespace atlas::generators {
namespace {

spec::Blueprint small_fleet() {
  spec::MachinePlan machine;
  machine.name = "web-01";
  machine.wave = 1;
  machine.vmid = 900;
  machine.node = "pve1";
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "dev";
  blueprint.cluster.pve_version = "9.2";
  blueprint.machines = {machine};
  blueprint.waves = {{1, {"web-01"}}};
  return blueprint;
}

spec::FileTree generate(const spec::Blueprint& blueprint) {
  const TemplateEngine templates({std::filesystem::path(ATLAS_SOURCE_DIR) / "config" / "templates"});
  const TemplateContext context{Json(blueprint)};
  const spec::Catalogue catalogue;
  spec::FileTree tree;
  Diagnostics diagnostics;
  GeneratorRegistry::find("terraform")->generate({blueprint, context, templates, catalogue}, tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    ADD_FAILURE() << render(diagnostic, false);
  }
  return tree;
}

TEST(TerraformTree, HoldsTheRootAndTheModule) {
  const auto tree = generate(small_fleet());
  for (const char* path :
       {"versions.tf", "providers.tf", "backend.tf", "variables.tf", "locals.tf", "main.tf", "outputs.tf",
        "encryption.tofu", ".gitignore", ".tflint.hcl", "README.md", "tests/fleet.tftest.hcl", "modules/vm/main.tf",
        "fleet.auto.tfvars.json", "secrets.auto.tfvars.example"}) {
    EXPECT_NE(tree.find(std::string("terraform/") + path), nullptr) << path;
  }
  EXPECT_EQ(tree.find("terraform/secrets.auto.tfvars.example")->mode, 0600);
}

TEST(TerraformTree, WritesMovesAndMirrorOnlyWhereThereAreAny) {
  auto blueprint = small_fleet();
  EXPECT_EQ(generate(blueprint).find("terraform/moved.tf"), nullptr);
  EXPECT_EQ(generate(blueprint).find("terraform/tofu.tfrc"), nullptr);
  blueprint.moves = {{"web-01", 2, 1}};
  blueprint.mirror.provider_mirror = "https://mirror.example.org/providers/";
  const auto tree = generate(blueprint);
  ASSERT_NE(tree.find("terraform/moved.tf"), nullptr);
  EXPECT_NE(tree.find("terraform/moved.tf")
                ->content.find("from = module.wave_2[\"web-01\"]\n"
                               "  to   = module.wave_1[\"web-01\"]"),
            std::string::npos);
  ASSERT_NE(tree.find("terraform/tofu.tfrc"), nullptr);
  EXPECT_EQ(tree.find("terraform/tofu.tfrc")->content.find("direct {"), std::string::npos);
}

TEST(TerraformTree, SameBlueprintSameBytes) { EXPECT_EQ(generate(small_fleet()), generate(small_fleet())); }

// Text of the fleet's owner reaches OpenTofu as JSON data and never as HCL, where ${…} would be evaluated.
TEST(TerraformTree, NoFreeTextStandsInHcl) {
  auto blueprint = small_fleet();
  const std::string hostile = "Zq\"${file(\"/etc/passwd\")}\n%{ if true }{{ x }}`";
  blueprint.fleet.description = hostile;
  blueprint.fleet.owner = hostile;
  blueprint.machines[0].description = hostile;
  spec::FirewallRule rule;
  rule.comment = hostile;
  blueprint.machines[0].firewall.rules = {rule};
  const auto tree = generate(blueprint);
  for (const auto& [path, file] : tree.files()) {
    EXPECT_EQ(file.content.find("Zq") != std::string::npos, path == "terraform/fleet.auto.tfvars.json") << path;
  }
}

TEST(TerraformTree, OldClustersHaveGroupsInsteadOfRules) {
  auto blueprint = small_fleet();
  EXPECT_NE(generate(blueprint).find("terraform/ha.tf")->content.find("proxmox_harule"), std::string::npos);
  blueprint.cluster.pve_version = "8.4";
  const auto tree = generate(blueprint);
  EXPECT_EQ(tree.find("terraform/ha.tf")->content.find("proxmox_harule"), std::string::npos);
  EXPECT_NE(tree.find("terraform/ha.tf")->content.find("proxmox_hagroup"), std::string::npos);
}

}  // namespace
}  // namespace atlas::generators
