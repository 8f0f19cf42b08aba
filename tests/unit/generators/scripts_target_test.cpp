#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <gtest/gtest.h>

namespace atlas::generators {
namespace {

spec::FileTree generate(const std::string& target, const spec::Blueprint& blueprint) {
  const TemplateEngine templates({std::filesystem::path(ATLAS_SOURCE_DIR) / "config" / "templates"});
  const TemplateContext context{Json(blueprint)};
  const spec::Catalogue catalogue;
  spec::FileTree tree;
  Diagnostics diagnostics;
  GeneratorRegistry::find(target)->generate({blueprint, context, templates, catalogue}, tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    ADD_FAILURE() << render(diagnostic, false);
  }
  return tree;
}

spec::Blueprint fleet() {
  spec::MachinePlan machine;
  machine.name = "web-01";
  machine.vmid = 900;
  machine.node = "pve1";
  machine.address = "192.0.2.10";
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "dev";
  blueprint.machines = {machine};
  return blueprint;
}

std::string facts_of(const spec::Blueprint& blueprint) {
  return generate("scripts", blueprint).find("scripts/fleet.env")->content;
}

TEST(ScriptsTarget, ScriptsMayBeRunAndDataMayNot) {
  const auto tree = generate("scripts", fleet());
  for (const auto& [path, file] : tree.files()) {
    EXPECT_EQ(file.mode, path.ends_with(".sh") ? 0755 : 0644) << path;
  }
}

TEST(ScriptsTarget, OnlyTheDataFileDependsOnTheFleet) {
  auto other = fleet();
  other.fleet.name = "other";
  other.machines[0].name = "db-01";
  const auto before = generate("scripts", fleet());
  const auto tree = generate("scripts", other);
  for (const auto& [path, file] : tree.files()) {
    EXPECT_EQ(*before.find(path) == file, path != "scripts/fleet.env") << path;
  }
}

TEST(ScriptsTarget, DataIsQuoted) {
  auto blueprint = fleet();
  blueprint.privileges = {{"/vms", {"VM.Allocate"}, "it's $(id) `id`\nrm -rf /"}};
  EXPECT_NE(facts_of(blueprint).find("'it'\\''s $(id) `id`\nrm -rf /'"), std::string::npos);
}

TEST(ScriptsTarget, OnlyPortsOpenToEveryoneAreProbed) {
  auto blueprint = fleet();
  auto& firewall = blueprint.machines[0].firewall;
  firewall.enabled = true;
  const auto rule = [](std::string action, std::string protocol, std::string port, std::string source) {
    return spec::FirewallRule{"in", std::move(action), std::move(protocol), std::move(port), std::move(source), "x"};
  };
  firewall.rules = {rule("accept", "tcp", "80", ""),    rule("accept", "tcp", "81", "192.0.2.0/24"),
                    rule("drop", "tcp", "82", ""),      rule("accept", "udp", "83", ""),
                    rule("accept", "tcp", "84:90", ""), rule("accept", "tcp", "22", "")};
  const std::string facts = facts_of(blueprint);
  EXPECT_NE(facts.find("atlas_port 'web-01' 80 "), std::string::npos);
  for (const char* closed : {" 81 ", " 82 ", " 83 ", " 84", " 22 "}) {
    EXPECT_EQ(facts.find(std::string("atlas_port 'web-01'") + closed), std::string::npos) << closed;
  }
}

TEST(ScriptsTarget, WithoutAFirewallTheComponentsPortsAreProbed) {
  auto blueprint = fleet();
  blueprint.components.resize(1);
  blueprint.components[0].name = "nginx";
  blueprint.components[0].title = "nginx";
  blueprint.components[0].tier = "web";
  blueprint.components[0].machines = {"web-01"};
  blueprint.components[0].ports = {{80, "tcp", "HTTP"}, {53, "udp", "DNS"}};
  const std::string facts = facts_of(blueprint);
  EXPECT_NE(facts.find("atlas_port 'web-01' 80 'nginx'"), std::string::npos);
  EXPECT_EQ(facts.find(" 53 "), std::string::npos);
}

TEST(ScriptsTarget, AClosedFirewallOpensOnlyWhatItsRulesSay) {
  auto blueprint = fleet();
  blueprint.machines[0].firewall.enabled = true;
  blueprint.machines[0].firewall.rules = {{"in", "accept", "tcp", "80", "", "x"}};
  blueprint.components.resize(1);
  blueprint.components[0].name = "nginx";
  blueprint.components[0].title = "nginx";
  blueprint.components[0].tier = "web";
  blueprint.components[0].machines = {"web-01"};
  blueprint.components[0].ports = {{80, "tcp", "HTTP"}, {443, "tcp", "HTTPS"}};
  const std::string facts = facts_of(blueprint);
  EXPECT_NE(facts.find("atlas_port 'web-01' 80 'nginx'"), std::string::npos);
  EXPECT_EQ(facts.find(" 443 "), std::string::npos);
  EXPECT_EQ(facts.find("'port 80'"), std::string::npos) << "probed twice";
}

TEST(ScriptsTarget, MetricsAreLeftToPrometheus) {
  auto blueprint = fleet();
  blueprint.components.resize(1);
  blueprint.components[0].name = "node_exporter";
  blueprint.components[0].title = "exporter";
  blueprint.components[0].tier = "web";
  blueprint.components[0].machines = {"web-01"};
  blueprint.components[0].ports = {{9100, "tcp", "metrics"}};
  blueprint.components[0].scrape = {{"job", "node"}, {"port", 9100}, {"path", "/metrics"}};
  EXPECT_EQ(facts_of(blueprint).find(" 9100 "), std::string::npos);
}

TEST(CiTarget, PipelinesLieWhereTheForgesLook) {
  const auto tree = generate("ci", fleet());
  EXPECT_NE(tree.find(".github/workflows/fleet.yml"), nullptr);
  EXPECT_NE(tree.find(".gitlab-ci.yml"), nullptr);
}

TEST(CiTarget, AClosedFleetFetchesNoAction) {
  auto blueprint = fleet();
  const auto workflow = [&] { return generate("ci", blueprint).find(".github/workflows/fleet.yml")->content; };
  EXPECT_NE(workflow().find("uses: actions/checkout@"), std::string::npos);
  blueprint.mirror.air_gapped = true;
  EXPECT_EQ(workflow().find("uses:"), std::string::npos);
  EXPECT_NE(workflow().find("${{ github.token }}"), std::string::npos);
}

}  // namespace
}  // namespace atlas::generators
