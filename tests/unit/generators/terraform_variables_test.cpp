#include "atlas/generators/terraform/fleet_variables.hpp"
#include "atlas/generators/terraform/machine_variables.hpp"

#include <gtest/gtest.h>

namespace atlas::generators::terraform {
namespace {

spec::NicPlan nic(const std::string& ipv4_mode, const std::string& ipv6_mode) {
  spec::NicPlan plan;
  plan.bridge = "vmbr0";
  plan.mac = "BC:24:11:00:00:01";
  plan.model = "virtio";
  plan.ipv4_mode = ipv4_mode;
  plan.ipv4_cidr = "192.0.2.10/24";
  plan.ipv4_gateway = ipv4_mode == "static" ? "192.0.2.1" : "";
  plan.ipv6_mode = ipv6_mode;
  plan.ipv6_cidr = "2001:db8::10/64";
  return plan;
}

spec::Blueprint fleet() {
  spec::Blueprint blueprint;
  blueprint.fleet.name = "shop";
  blueprint.fleet.environment = "prod";
  spec::TemplateSpec image;
  image.name = "debian-12";
  image.disk_gib = 10;
  blueprint.templates = {image};
  return blueprint;
}

spec::MachinePlan machine() {
  spec::MachinePlan plan;
  plan.name = "web-01";
  plan.wave = 2;
  plan.vmid = 900;
  plan.node = "pve1";
  plan.clone = {"debian-12", 9000, "pve2", true, "ceph"};
  plan.nics = {nic("static", "none")};
  return plan;
}

TEST(MachineVariables, FixesEveryDecision) {
  const Json json = machine_variables(machine(), fleet());
  EXPECT_EQ(json["vm_id"], 900);
  EXPECT_EQ(json["wave"], 2);
  EXPECT_EQ(json["clone"], Json::parse(R"({"vm_id": 9000, "node_name": "pve2", "full": true,
                                           "datastore_id": "ceph", "disk_gib": 10})"));
}

TEST(MachineVariables, LinkedClonesStayAtTheTemplate) {
  auto plan = machine();
  plan.clone.full = false;
  EXPECT_FALSE(machine_variables(plan, fleet())["clone"].contains("datastore_id"));
}

TEST(MachineVariables, LeavesOutWhatWasNotGiven) {
  const Json json = machine_variables(machine(), fleet());
  EXPECT_FALSE(json.contains("pool_id"));
  EXPECT_FALSE(json.contains("user"));
  EXPECT_FALSE(json["dns"].contains("domain"));
  EXPECT_FALSE(json["nics"][0].contains("vlan_id"));
  EXPECT_FALSE(json["nics"][0].contains("ipv6"));
  EXPECT_FALSE(json["startup"].contains("order"));
}

TEST(MachineVariables, WritesAddressesAsCloudInitNamesThem) {
  auto plan = machine();
  plan.nics = {nic("static", "static"), nic("dhcp", "slaac"), nic("none", "dhcp")};
  const Json nics = machine_variables(plan, fleet())["nics"];
  EXPECT_EQ(nics[0]["ipv4"], Json::parse(R"({"address": "192.0.2.10/24", "gateway": "192.0.2.1"})"));
  EXPECT_EQ(nics[0]["ipv6"], Json::parse(R"({"address": "2001:db8::10/64"})"));
  EXPECT_EQ(nics[1]["ipv4"]["address"], "dhcp");
  EXPECT_EQ(nics[1]["ipv6"]["address"], "auto");
  EXPECT_FALSE(nics[2].contains("ipv4"));
  EXPECT_EQ(nics[2]["ipv6"]["address"], "dhcp");
}

TEST(MachineVariables, WaitsForTheAgentOnlyWithoutAFixedAddress) {
  auto plan = machine();
  EXPECT_EQ(machine_variables(plan, fleet())["agent"]["wait_for_ip"], false);
  plan.nics = {nic("dhcp", "none")};
  EXPECT_EQ(machine_variables(plan, fleet())["agent"]["wait_for_ip"], true);
  plan.agent = false;
  EXPECT_EQ(machine_variables(plan, fleet())["agent"]["wait_for_ip"], false);
}

TEST(MachineVariables, TrimsWhatTheClusterWouldTrim) {
  auto plan = machine();
  plan.description = "\n the front ${door} \n";
  spec::UserSpec user;
  user.name = "ops";
  user.ssh_keys = {"ssh-ed25519 AAAA ops\n"};
  plan.users = {user};
  plan.admin_user = "ops";
  const Json json = machine_variables(plan, fleet());
  EXPECT_EQ(json["description"], "the front ${door}\n\nFleet shop (prod), managed by ATLAS.");
  EXPECT_EQ(json["user"]["ssh_keys"][0], "ssh-ed25519 AAAA ops");
}

TEST(MachineVariables, SortsTagsAsTheClusterDoes) {
  auto plan = machine();
  plan.tags = {"web", "Prod", "web"};
  EXPECT_EQ(machine_variables(plan, fleet())["tags"], Json::parse(R"(["prod", "web"])"));
}

TEST(MachineVariables, OpensTheFirewallForAddressProtocols) {
  auto plan = machine();
  plan.firewall.enabled = true;
  spec::FirewallRule rule;
  rule.protocol = "tcp";
  rule.port = "22";
  plan.firewall.rules = {rule};
  plan.nics = {nic("dhcp", "slaac")};
  const Json firewall = machine_variables(plan, fleet())["firewall"];
  EXPECT_EQ(firewall["policy_in"], "DROP");
  EXPECT_EQ(firewall["dhcp"], true);
  EXPECT_EQ(firewall["ndp"], true);
  EXPECT_EQ(firewall["rules"], Json::parse(R"([{"type": "in", "action": "ACCEPT", "proto": "tcp", "dport": "22"}])"));
}

TEST(FleetVariables, KeepsAllBackupsWhereNoRetentionIsGiven) {
  auto blueprint = fleet();
  spec::BackupJobPlan job;
  job.id = "shop-1";
  blueprint.backup_jobs = {job};
  EXPECT_EQ(fleet_variables(blueprint)["backup_jobs"]["shop-1"]["prune_backups"], Json::parse(R"({"keep-all": "1"})"));
  blueprint.backup_jobs[0].retention.keep_daily = 7;
  EXPECT_EQ(fleet_variables(blueprint)["backup_jobs"]["shop-1"]["prune_backups"],
            Json::parse(R"({"keep-daily": "7"})"));
}

TEST(FleetVariables, LeavesTheEndpointToTheEnvironment) {
  auto blueprint = fleet();
  EXPECT_FALSE(fleet_variables(blueprint)["cluster"].contains("endpoint"));
  blueprint.cluster.endpoint = "https://pve.example.org:8006";
  EXPECT_EQ(fleet_variables(blueprint)["cluster"]["endpoint"], "https://pve.example.org:8006");
}

TEST(FleetVariables, NamesTheTemplatesThatAreCloned) {
  auto blueprint = fleet();
  blueprint.machines = {machine()};
  EXPECT_EQ(fleet_variables(blueprint)["templates"],
            Json::parse(R"({"debian-12": {"vm_id": 9000, "node_name": "pve2"}})"));
}

}  // namespace
}  // namespace atlas::generators::terraform
