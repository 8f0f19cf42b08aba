#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <gtest/gtest.h>

namespace atlas::generators {
namespace {

spec::Blueprint watched_fleet() {
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "test";
  blueprint.cluster.nodes = {"pve1", "pve2"};
  blueprint.monitoring.retention_days = 30;
  for (const auto& [name, address] : {std::pair{"db-01", "2001:db8::7"}, std::pair{"web-01", "192.0.2.10"}}) {
    spec::MachinePlan machine;
    machine.name = name;
    machine.address = address;
    machine.node = "pve1";
    blueprint.machines.push_back(machine);
  }
  spec::ComponentPlan exporter;
  exporter.name = "node_exporter";
  exporter.machines = {"db-01", "web-01"};
  exporter.scrape = {{"job", "node"}, {"port", 9100}, {"path", "/metrics"}};
  spec::ComponentPlan balancer;
  balancer.name = "haproxy";
  balancer.machines = {"web-01"};
  balancer.scrape = {{"job", "haproxy"}, {"port", 8405}, {"path", "/metrics"}};
  blueprint.components = {balancer, exporter};
  return blueprint;
}

spec::FileTree generate(const spec::Blueprint& blueprint) {
  const std::filesystem::path config = std::filesystem::path(ATLAS_SOURCE_DIR) / "config";
  const TemplateEngine templates({config / "templates"});
  const TemplateContext context{Json(blueprint)};
  Diagnostics diagnostics;
  const auto catalogue = spec::Catalogue::load_shipped(config, {}, diagnostics);
  spec::FileTree tree;
  GeneratorRegistry::find("monitoring")->generate({blueprint, context, templates, catalogue}, tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    ADD_FAILURE() << render(diagnostic, false);
  }
  return tree;
}

std::string text_of(const spec::FileTree& tree, const std::string& path) {
  const spec::OutputFile* file = tree.find("monitoring/" + path);
  return file ? file->content : "missing: " + path;
}

TEST(Monitoring, GivesEachJobItsTargetsWithLabels) {
  const Json targets = Json::parse(text_of(generate(watched_fleet()), "prometheus/file_sd/node.json"));
  ASSERT_EQ(targets.size(), 2U);
  EXPECT_EQ(targets[0].at("targets"), Json::array({"[2001:db8::7]:9100"}));
  EXPECT_EQ(targets[1].at("targets"), Json::array({"192.0.2.10:9100"}));
  EXPECT_EQ(targets[1].at("labels").at("instance"), "web-01");
  EXPECT_EQ(targets[1].at("labels").at("env"), "test");
}

TEST(Monitoring, ScrapesEachNodeOfTheCluster) {
  const Json targets = Json::parse(text_of(generate(watched_fleet()), "prometheus/file_sd/pve.json"));
  EXPECT_EQ(targets.at(0).at("targets"), Json::array({"pve1", "pve2"}));
}

TEST(Monitoring, TakesTheRulesOfComponentsInUse) {
  auto blueprint = watched_fleet();
  EXPECT_NE(generate(blueprint).find("monitoring/prometheus/rules/haproxy.yml"), nullptr);
  EXPECT_NE(generate(blueprint).find("monitoring/prometheus/tests/haproxy_test.yml"), nullptr);
  blueprint.components.erase(blueprint.components.begin());
  EXPECT_EQ(generate(blueprint).find("monitoring/prometheus/rules/haproxy.yml"), nullptr);
}

TEST(Monitoring, WakesNobodyOutsideProduction) {
  auto blueprint = watched_fleet();
  EXPECT_NE(text_of(generate(blueprint), "prometheus/prometheus.yml").find("replacement: warning"), std::string::npos);
  blueprint.fleet.environment = "prod";
  EXPECT_EQ(text_of(generate(blueprint), "prometheus/prometheus.yml").find("replacement: warning"), std::string::npos);
}

TEST(Monitoring, ShipsLogsOnlyToANamedServer) {
  auto blueprint = watched_fleet();
  EXPECT_EQ(generate(blueprint).find("monitoring/logging/rsyslog-atlas.conf"), nullptr);
  blueprint.monitoring.log_server = "logs.example.org:6514";
  EXPECT_NE(text_of(generate(blueprint), "logging/rsyslog-atlas.conf").find("target=\"logs.example.org\""),
            std::string::npos);
}

TEST(Monitoring, PullsImagesFromTheSitesRegistry) {
  auto blueprint = watched_fleet();
  blueprint.mirror.container_registry = "registry.example.org:5000";
  const std::string compose = text_of(generate(blueprint), "compose.yml");
  EXPECT_NE(compose.find("registry.example.org:5000/prom/prometheus:"), std::string::npos);
  EXPECT_EQ(compose.find("docker.io"), std::string::npos);
}

TEST(Monitoring, SaysSoWhenItIsOff) {
  auto blueprint = watched_fleet();
  blueprint.monitoring.enabled = false;
  const auto tree = generate(blueprint);
  EXPECT_EQ(tree.size(), 1U);
  EXPECT_NE(text_of(tree, "README.md").find("Monitoring is off"), std::string::npos);
}

}  // namespace
}  // namespace atlas::generators
