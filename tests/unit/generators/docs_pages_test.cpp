#include "atlas/generators/docs/alerts.hpp"
#include "atlas/generators/docs/diagrams.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace atlas::generators {
namespace {

spec::MachinePlan machine(const std::string& name) {
  spec::MachinePlan plan;
  plan.name = name;
  plan.fqdn = name;
  plan.node = "pve1";
  plan.vmid = 900;
  plan.address = "192.0.2.10";
  spec::NicPlan nic;
  nic.network = "lan";
  nic.bridge = "vmbr0";
  nic.ipv4_mode = "static";
  nic.ipv4 = "192.0.2.10";
  plan.nics = {nic};
  plan.disks.resize(1);
  plan.disks[0].name = "root";
  return plan;
}

spec::Blueprint fleet(int machines = 1) {
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "dev";
  blueprint.cluster.pve_version = "9.2";
  blueprint.networks.resize(1);
  blueprint.networks[0].name = "lan";
  blueprint.networks[0].kind = "bridge";
  blueprint.networks[0].bridge = "vmbr0";
  for (int i = 1; i <= machines; ++i) {
    blueprint.machines.push_back(machine(fmt::format("node-{:03}", i)));
    if (i % 4 == 1) {
      blueprint.waves.push_back({static_cast<int>(blueprint.waves.size()) + 1, {}});
    }
    blueprint.waves.back().machines.push_back(blueprint.machines.back().name);
  }
  return blueprint;
}

class DocsTarget : public ::testing::Test {
 protected:
  spec::FileTree generate(const spec::Blueprint& blueprint) {
    const TemplateContext context{Json(blueprint)};
    spec::FileTree tree;
    Diagnostics diagnostics;
    GeneratorRegistry::find("docs")->generate({blueprint, context, templates_, catalogue_}, tree, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.items()) {
      ADD_FAILURE() << render(diagnostic, false);
    }
    return tree;
  }

  Json alerts(const spec::Blueprint& blueprint) {
    const TemplateContext context{Json(blueprint)};
    return docs::alerts_of({blueprint, context, templates_, catalogue_});
  }

  TemplateEngine templates_{{std::filesystem::path(ATLAS_SOURCE_DIR) / "config" / "templates"}};
  spec::Catalogue catalogue_;
};

std::string text_of(const spec::FileTree& tree, const std::string& path) {
  const spec::OutputFile* file = tree.find(path);
  EXPECT_NE(file, nullptr) << path;
  return file ? file->content : std::string();
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) {
    ++found;
  }
  return found;
}

TEST_F(DocsTarget, WritesEveryPageAndNoPartial) {
  auto blueprint = fleet();
  blueprint.components.resize(1);
  blueprint.components[0].name = "nginx";
  blueprint.components[0].group = "nginx";
  blueprint.components[0].title = "nginx web server";
  blueprint.components[0].machines = {"node-001"};
  const auto tree = generate(blueprint);
  for (const char* path :
       {"README.md", "ip-plan.md", "placement.md", "assumptions.md", "day-2.md", "troubleshooting.md",
        "environments.md", "privileges.md", "machines/node-001.md", "components/nginx.md", "diagrams/network.mmd",
        "diagrams/network.puml", "diagrams/deployment.mmd", "diagrams/deployment.puml", "diagrams/components.mmd"}) {
    EXPECT_NE(tree.find(std::string("docs/") + path), nullptr) << path;
  }
  for (const auto& [path, file] : tree.files()) {
    EXPECT_EQ(path.find("/_"), std::string::npos) << path;
    EXPECT_EQ(file.section, "docs");
    EXPECT_TRUE(file.content.ends_with('\n')) << path;
  }
}

TEST_F(DocsTarget, SameBlueprintSameBytes) { EXPECT_EQ(generate(fleet(3)), generate(fleet(3))); }

TEST_F(DocsTarget, ASmallFleetNeedsNoPartDiagrams) {
  const auto tree = generate(fleet(10));
  for (const auto& [path, file] : tree.files()) {
    EXPECT_EQ(path.find("diagrams/network-"), std::string::npos);
    EXPECT_EQ(path.find("diagrams/waves-"), std::string::npos);
  }
}

TEST_F(DocsTarget, ALargeFleetIsCutIntoReadablePictures) {
  const auto tree = generate(fleet(200));
  std::size_t in_networks = 0;
  std::size_t in_waves = 0;
  for (const auto& [path, file] : tree.files()) {
    if (!path.ends_with(".mmd")) {
      continue;
    }
    EXPECT_LE(count(file.content, "n_vm_"), docs::k_most_boxes) << path;
    in_networks += path.starts_with("docs/diagrams/network-lan-") ? count(file.content, "[\"node-") : 0;
    in_waves += path.starts_with("docs/diagrams/waves-") ? count(file.content, "[\"node-") : 0;
  }
  EXPECT_EQ(in_networks, 200U);
  EXPECT_EQ(in_waves, 200U);
}

TEST_F(DocsTarget, AComponentBringsItsOwnWords) {
  auto blueprint = fleet();
  blueprint.components.resize(2);
  blueprint.components[0].name = "unknown_to_templates";
  blueprint.components[1].name = "nginx";
  blueprint.components[0].group = blueprint.components[1].group = "x";
  const auto tree = generate(blueprint);
  EXPECT_NE(text_of(tree, "docs/components/unknown_to_templates.md").find("## Change it"), std::string::npos);
  EXPECT_NE(text_of(tree, "docs/components/nginx.md").find("## Change it"), std::string::npos);
}

TEST_F(DocsTarget, AlertsComeFromTheRuleFiles) {
  auto blueprint = fleet();
  blueprint.monitoring.enabled = true;
  const Json found = alerts(blueprint);
  ASSERT_GT(found.size(), 20U);
  std::string last;
  for (const Json& alert : found) {
    EXPECT_LT(last, alert.at("name").get<std::string>()) << "sorted, each once";
    last = alert.at("name").get<std::string>();
    EXPECT_EQ(alert.at("summary").get<std::string>().find("{{"), std::string::npos) << last;
    EXPECT_FALSE(alert.at("severity").get<std::string>().empty()) << last;
  }
  blueprint.monitoring.enabled = false;
  EXPECT_TRUE(alerts(blueprint).empty());
}

TEST_F(DocsTarget, TheGravestSeverityOfAnAlertIsShown) {
  auto blueprint = fleet();
  blueprint.monitoring.enabled = true;
  for (const Json& alert : alerts(blueprint)) {
    if (alert.at("name") == "BackupTooOld") {
      EXPECT_EQ(alert.at("severity"), "critical");
    }
  }
}

TEST_F(DocsTarget, TextOfTheOwnerStaysText) {
  auto blueprint = fleet();
  blueprint.fleet.description = "a | b\n# heading <script> [x](y) `c`";
  const std::string readme = text_of(generate(blueprint), "docs/README.md");
  EXPECT_EQ(readme.find("\n# heading"), std::string::npos);
  EXPECT_EQ(readme.find("<script>"), std::string::npos);
  EXPECT_EQ(readme.find("[x](y)"), std::string::npos);
}

}  // namespace
}  // namespace atlas::generators
