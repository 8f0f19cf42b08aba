#include "tests/unit/planner/fixture.hpp"

#include <algorithm>

namespace atlas::planner::testing {
namespace {

bool has_rule(const spec::MachinePlan& plan, const std::string& port, const std::string& source) {
  const auto& rules = plan.firewall.rules;
  return std::any_of(rules.begin(), rules.end(),
                     [&](const auto& rule) { return rule.port == port && rule.source == source; });
}

const spec::PrivilegePlan* privilege(const spec::Blueprint& blueprint, const std::string& path) {
  for (const auto& plan : blueprint.privileges) {
    if (plan.path == path) {
      return &plan;
    }
  }
  return nullptr;
}

bool grants(const spec::Blueprint& blueprint, const std::string& path, const std::string& name) {
  const auto* plan = privilege(blueprint, path);
  return plan != nullptr && std::count(plan->privileges.begin(), plan->privileges.end(), name) > 0;
}

spec::Fleet guarded_fleet() {
  auto fleet = small_fleet();
  fleet.machines = {machine("mon"), machine("web")};
  for (auto& one : fleet.machines) {
    one.firewall.enabled = true;
    one.software = {{"nginx", std::nullopt, Json{{"http_port", 8080}}}};
  }
  fleet.machines[1].firewall.rules = {{"in", "accept", "tcp", "8443", "lan", "admins"}};
  fleet.monitoring.server = spec::MachineName("mon");
  return fleet;
}

TEST(Firewall, AddsSshPortsAndScrapesOnlyFromTheServer) {
  const auto blueprint = good_plan(guarded_fleet());
  const auto& web = find(blueprint, "web");
  const auto server = find(blueprint, "mon").address;
  EXPECT_TRUE(has_rule(web, "22", ""));
  EXPECT_TRUE(has_rule(web, "8080", ""));
  EXPECT_FALSE(has_rule(web, "80", ""));
  EXPECT_TRUE(has_rule(web, "9100", server));
  EXPECT_FALSE(has_rule(web, "9100", ""));
  EXPECT_FALSE(has_rule(find(blueprint, "mon"), "9100", server));
  // a network with both versions stands for two sources
  EXPECT_TRUE(has_rule(web, "8443", "10.20.0.0/16"));
  EXPECT_TRUE(has_rule(web, "8443", "fd00:20::/64"));
}

TEST(Firewall, WithAServerOutsideNothingIsOpenedAndItIsSaid) {
  auto fleet = guarded_fleet();
  fleet.monitoring.server.reset();
  const auto blueprint = good_plan(fleet);
  for (const auto& rule : find(blueprint, "web").firewall.rules) {
    EXPECT_NE(rule.port, "9100");
  }
  EXPECT_TRUE(std::any_of(blueprint.assumptions.begin(), blueprint.assumptions.end(),
                          [](const auto& one) { return one.subject == "monitoring/server"; }));
}

TEST(Firewall, StaysEmptyWhenItIsOff) {
  auto fleet = guarded_fleet();
  fleet.machines[1].firewall.enabled = false;
  EXPECT_EQ(find(good_plan(fleet), "web").firewall.rules.size(), 2U);
}

TEST(Software, MergesParametersAndSortsByTier) {
  auto fleet = guarded_fleet();
  fleet.environment = spec::Environment::prod;
  const auto blueprint = good_plan(fleet);
  const auto& web = find(blueprint, "web");
  EXPECT_EQ(web.components, (std::vector<std::string>{"base", "node_exporter", "nginx"}));
  EXPECT_EQ(web.software[2].parameters.at("http_port"), 8080);
  EXPECT_EQ(web.software[2].parameters.at("worker_connections"), 4096);
  EXPECT_EQ(web.software[2].given, (Json{{"http_port", 8080}}));
  EXPECT_EQ(web.groups, (std::vector<std::string>{"base", "env_prod", "nginx", "node_exporter", "os_debian"}));
  EXPECT_EQ(web.tags, (std::vector<std::string>{"atlas", "nginx", "prod"}));
  EXPECT_EQ(web.admin_user, "ops");
}

TEST(Software, AGivenVersionIsKeptAndDifferentOnesAreMixed) {
  auto fleet = guarded_fleet();
  fleet.machines[0].software[0].version = "1.22";
  fleet.machines[1].software[0].version = "99";
  const auto blueprint = good_plan(fleet);
  for (const auto& component : blueprint.components) {
    if (component.name == "nginx") {
      EXPECT_EQ(component.version, "mixed");
    }
  }
  EXPECT_EQ(reason(find(blueprint, "web"), "software/nginx/version"), "named by the spec");
}

TEST(Software, WhatAllMachinesSayIsTheComponentsValueAndMovesItsPorts) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  fleet.machines[0].software = {{"haproxy", std::nullopt, {{"metrics_port", 9405}, {"http_port", 8080}}}};
  fleet.machines[1].software = {{"haproxy", std::nullopt, {{"metrics_port", 9405}}}};
  const auto blueprint = good_plan(fleet);
  const auto it = std::find_if(blueprint.components.begin(), blueprint.components.end(),
                               [](const auto& component) { return component.name == "haproxy"; });
  ASSERT_NE(it, blueprint.components.end());
  EXPECT_EQ(it->parameters.at("metrics_port").at("effective"), 9405);
  EXPECT_EQ(it->parameters.at("metrics_port").at("default"), 8405);
  EXPECT_EQ(it->parameters.at("http_port").at("effective"), 80) << "the machines differ: the environment's value";
  EXPECT_EQ(it->scrape.at("port"), 9405);
  EXPECT_EQ(it->ports.back().port, 9405);
}

TEST(Software, SecretsThatParametersNameStandOnceAtTheFirstComponent) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  const Json users = Json::array({{{"name", "x"}, {"password_variable", "vault_shared"}}, {{"name", "y"}}});
  fleet.machines[0].software = {{"haproxy", std::nullopt, {{"users", users}, {"other_variable", "no_vault_name"}}},
                                {"nginx", std::nullopt, {{"users", users}}}};
  fleet.machines[1].software = {{"haproxy", std::nullopt, {{"users", users}}}};
  std::vector<std::string> names;
  for (const auto& component : good_plan(fleet).components) {
    for (const Json& secret : component.secrets) {
      names.push_back(component.name + ":" + secret.at("name").get<std::string>());
    }
  }
  EXPECT_EQ(std::count(names.begin(), names.end(), "haproxy:vault_shared"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "nginx:vault_shared"), 0);
  EXPECT_TRUE(
      std::none_of(names.begin(), names.end(), [](const auto& name) { return name.ends_with("no_vault_name"); }));
}

TEST(Software, WithoutMonitoringThereAreNoExporters) {
  auto fleet = guarded_fleet();
  fleet.monitoring.enabled = false;
  EXPECT_EQ(find(good_plan(fleet), "web").components, (std::vector<std::string>{"base", "nginx"}));
}

TEST(Backups, AreGroupedAndKeepByEnvironment) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c"), machine("d")};
  for (auto& one : fleet.machines) {
    one.backup.enabled = true;
  }
  fleet.machines[2].backup.schedule = "sun 04:00";
  fleet.machines[3].backup.enabled = false;
  const auto keep = [&](spec::Environment environment) {
    fleet.environment = environment;
    return good_plan(fleet).backup_jobs;
  };
  const auto jobs = keep(spec::Environment::dev);
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[0].id, "lab-1");
  EXPECT_EQ(jobs[0].machines, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(jobs[0].storage, "pbs");
  EXPECT_EQ(jobs[0].retention.keep_last, 3);
  EXPECT_EQ(jobs[0].retention.keep_daily, 0);
  EXPECT_EQ(keep(spec::Environment::test)[0].retention.keep_daily, 7);
  EXPECT_EQ(keep(spec::Environment::prod)[0].retention.keep_monthly, 11);
  fleet.machines[0].backup.retention.keep_yearly = 2;
  fleet.machines[0].backup.storage = spec::StorageId("pbs");
  EXPECT_EQ(keep(spec::Environment::prod).size(), 3U);
  fleet.cluster.storage.pop_back();
  fleet.machines[0].backup.storage.reset();
  Diagnostics diagnostics;
  EXPECT_FALSE(plan_of(fleet, diagnostics));
  EXPECT_NE(texts(diagnostics).find("ATLAS-E4017"), std::string::npos);
}

TEST(HaRules, HoldOnlyMachinesWithHa) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b"), machine("c")};
  fleet.machines[0].ha.enabled = true;
  fleet.affinity = {{"near", "together", {spec::MachineName("a"), spec::MachineName("b")}, true}};
  EXPECT_TRUE(good_plan(fleet).ha_rules.empty());
  fleet.machines[1].ha.enabled = true;
  const auto rules = good_plan(fleet).ha_rules;
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].affinity, "positive");
  EXPECT_EQ(rules[0].vmids.size(), 2U);
  fleet.affinity[0].machines.emplace_back("c");
  const auto blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.ha_rules[0].machines.size(), 2U);
  EXPECT_TRUE(std::any_of(blueprint.assumptions.begin(), blueprint.assumptions.end(),
                          [](const auto& one) { return one.subject == "affinity/near"; }));
}

TEST(Privileges, FollowWhatTheFleetUses) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a")};
  auto blueprint = good_plan(fleet);
  EXPECT_TRUE(grants(blueprint, "/vms", "VM.Allocate"));
  EXPECT_TRUE(grants(blueprint, "/vms", "VM.GuestAgent.Audit"));
  EXPECT_TRUE(grants(blueprint, "/vms/9000", "VM.Clone"));
  EXPECT_TRUE(grants(blueprint, "/storage/ceph", "Datastore.AllocateSpace"));
  EXPECT_TRUE(grants(blueprint, "/sdn/zones/localnetwork/vmbr0/20", "SDN.Use"));
  EXPECT_EQ(privilege(blueprint, "/"), nullptr);
  fleet.cluster.pve_version = "8.4";
  fleet.machines[0].pool = "shop";
  fleet.machines[0].ha.enabled = true;
  fleet.machines[0].backup.enabled = true;
  fleet.machines[0].startup.order = 1;
  fleet.machines[0].full_clone = false;
  fleet.machines[0].nics.push_back({});
  fleet.machines[0].nics[1].network = "sdn";
  fleet.machines[0].nics[1].ipv4 = "none";
  blueprint = good_plan(fleet);
  EXPECT_TRUE(grants(blueprint, "/pool/shop", "VM.Monitor"));
  EXPECT_TRUE(grants(blueprint, "/pool/shop", "Pool.Allocate"));
  EXPECT_TRUE(grants(blueprint, "/pool/shop", "VM.Migrate"));
  EXPECT_EQ(privilege(blueprint, "/vms"), nullptr);
  EXPECT_TRUE(grants(blueprint, "/", "Sys.Console"));
  EXPECT_TRUE(grants(blueprint, "/", "Sys.Modify"));
  EXPECT_TRUE(grants(blueprint, "/storage/pbs", "Datastore.Allocate"));
  EXPECT_TRUE(grants(blueprint, "/sdn/zones", "SDN.Use"));
}

TEST(Summary, RetentionSettingsAndEndpointFollowTheSpec) {
  auto fleet = small_fleet();
  fleet.machines = {machine("a"), machine("b")};
  fleet.machines[1].users = {{"other", {}, false, {}}};
  fleet.cluster.endpoint = "env:PROXMOX_VE_ENDPOINT";
  auto blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.monitoring.retention_days, 15);
  EXPECT_EQ(blueprint.cluster.endpoint, "");
  EXPECT_TRUE(blueprint.users.empty());
  EXPECT_EQ(find(blueprint, "b").admin_user, "");
  EXPECT_TRUE(std::none_of(blueprint.settings.begin(), blueprint.settings.end(),
                           [](const auto& one) { return one.name == "backup_retention"; }));
  fleet.environment = spec::Environment::test;
  fleet.cluster.endpoint = "https://pve.example.org:8006";
  blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.monitoring.retention_days, 30);
  EXPECT_EQ(blueprint.cluster.endpoint, "https://pve.example.org:8006");
  fleet.monitoring.retention_days = 7;
  blueprint = good_plan(fleet);
  EXPECT_EQ(blueprint.monitoring.retention_days, 7);
  const auto setting = std::find_if(blueprint.settings.begin(), blueprint.settings.end(),
                                    [](const auto& one) { return one.name == "metrics_retention_days"; });
  ASSERT_NE(setting, blueprint.settings.end());
  EXPECT_EQ(setting->test, 30);
  EXPECT_EQ(setting->effective, 7);
}

}  // namespace
}  // namespace atlas::planner::testing
