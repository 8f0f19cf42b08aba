#include "atlas/generators/inventory/parts.hpp"

#include <gtest/gtest.h>

namespace atlas::generators::inventory {
namespace {

spec::MachinePlan machine(const std::string& name, const std::string& version, const Json& parameters) {
  spec::MachinePlan plan;
  plan.name = name;
  plan.address = name + ".example.org";
  plan.node = "pve1";
  plan.vmid = 100;
  plan.admin_user = "ops";
  plan.software = {{"shop", version, "distro", parameters, Json::object()}};
  plan.components = {"shop"};
  return plan;
}

spec::Blueprint fleet() {
  spec::ComponentPlan component;
  component.name = "shop";
  component.group = "shop";
  component.machines = {"a", "b", "c"};
  component.parameters = {{"port", {{"default", 1}, {"effective", 2}}}, {"owner", {{"default", nullptr}}}};
  component.secrets = Json::array({{{"name", "vault_shop"}, {"description", "opens the shop"}}});
  spec::Blueprint blueprint;
  blueprint.fleet.name = "lab";
  blueprint.fleet.environment = "test";
  blueprint.components = {component};
  blueprint.machines = {machine("a", "1.0", {{"port", 2}}), machine("b", "1.0", {{"port", 9}}),
                        machine("c", "2.0", {{"port", 2}})};
  blueprint.groups = {{"env_test", "environment", {"a", "b", "c"}}};
  return blueprint;
}

TEST(InventoryHosts, HaveAnAddressAndTheirGroups) {
  const Json all = hosts(fleet()).at("all");
  EXPECT_EQ(all.at("hosts").at("a").at("ansible_host"), "a.example.org");
  EXPECT_EQ(all.at("hosts").at("a").at("ansible_user"), "ops");
  EXPECT_EQ(all.at("children").at("env_test").at("hosts").size(), 3U);
}

TEST(InventoryHosts, NameNoUserWhereThereIsNone) {
  auto blueprint = fleet();
  blueprint.machines[0].admin_user.clear();
  EXPECT_FALSE(hosts(blueprint).at("all").at("hosts").at("a").contains("ansible_user"));
}

TEST(InventoryVariables, GroupHasTheUsualVersionAndEffectiveValues) {
  const auto blueprint = fleet();
  const Json variables = component_variables(blueprint, blueprint.components[0]);
  EXPECT_EQ(variables, (Json{{"shop_version", "1.0"}, {"shop_source", "distro"}, {"shop_port", 2}}));
}

TEST(InventoryVariables, MachineHoldsOnlyWhatDiffers) {
  const auto blueprint = fleet();
  const Json usual = machine_variables(blueprint, blueprint.machines[0]);
  EXPECT_FALSE(usual.contains("shop_port"));
  EXPECT_FALSE(usual.contains("shop_version"));
  EXPECT_EQ(machine_variables(blueprint, blueprint.machines[1]).at("shop_port"), 9);
  EXPECT_EQ(machine_variables(blueprint, blueprint.machines[2]).at("shop_version"), "2.0");
}

TEST(InventoryVariables, SecretsAreThoseOfAllComponents) {
  auto blueprint = fleet();
  blueprint.components[0].secrets.push_back({{"name", "vault_shop_x"}, {"description", "x"}});
  EXPECT_EQ(secrets(blueprint).at("vault_shop"), "opens the shop");
  EXPECT_EQ(fleet_variables(blueprint).at("atlas_vault_variables"), Json::array({"vault_shop", "vault_shop_x"}));
}

TEST(InventoryVariables, EnvironmentShowsWhatTheOthersWouldHave) {
  auto blueprint = fleet();
  blueprint.settings = {{"retention", "Retention", 1, 2, 3, 2}};
  const Json variables = environment_variables(blueprint);
  EXPECT_EQ(variables.at("atlas_settings").at("retention"), 2);
  EXPECT_EQ(variables.at("atlas_settings_table").at("retention").at("prod"), 3);
}

}  // namespace
}  // namespace atlas::generators::inventory
