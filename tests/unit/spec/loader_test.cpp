#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

TEST(Loader, EveryExampleIsValid) {
  int seen = 0;
  for (const auto& folder : std::filesystem::directory_iterator(source_dir() / "examples")) {
    const auto file = folder.path() / "fleet.yaml";
    if (!std::filesystem::exists(file)) {
      continue;
    }
    ++seen;
    const Loaded loaded = load_path(file);
    EXPECT_TRUE(loaded.fleet.has_value()) << loaded.rendered();
    EXPECT_TRUE(loaded.diagnostics.empty()) << loaded.rendered();
  }
  EXPECT_GE(seen, 2);
}

TEST(Loader, ReadsTheShop) {
  const Loaded loaded = load_path(source_dir() / "examples/shop/fleet.yaml");
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  const Fleet& fleet = *loaded.fleet;
  EXPECT_EQ(fleet.metadata.name, "shop");
  EXPECT_EQ(fleet.metadata.timezone, "Europe/Rome");
  EXPECT_EQ(fleet.environment, Environment::prod);
  EXPECT_EQ(fleet.cluster.vmid_from, 2000);
  EXPECT_EQ(fleet.cluster.vmid_to, 2099);
  EXPECT_EQ(fleet.cluster.nodes.at(1).memory_mib, 128 * 1024);
  ASSERT_EQ(fleet.networks.size(), 2U);
  EXPECT_EQ(fleet.networks[0].name, "back");
  EXPECT_EQ(fleet.networks[1].ipv4->from, "10.20.0.50");
  ASSERT_EQ(fleet.machines.size(), 10U);
  EXPECT_EQ(fleet.machines[0].name.str(), "lb-01");

  const MachineSpec& web = loaded.machine("web-04");
  EXPECT_EQ(web.memory_mib, 8192);
  EXPECT_EQ(web.description, "also renders the images");
  EXPECT_EQ(loaded.machine("web-03").memory_mib, 4096);
  EXPECT_EQ(web.nics.at(0).ipv4, "10.20.0.24");
  EXPECT_EQ(web.software.at(0).name, "nginx");
  EXPECT_EQ(web.backup.storage->str(), "pbs-main");
  EXPECT_EQ(web.tags, (std::vector<std::string>{"shop", "web"}));
  EXPECT_EQ(web.users.at(0).name, "ops");

  const MachineSpec& db = loaded.machine("db-02");
  EXPECT_EQ(db.nics.at(0).network, "back");
  EXPECT_EQ(db.nics.at(0).ipv4, "10.30.0.32");
  ASSERT_EQ(db.disks.size(), 2U);
  EXPECT_EQ(db.disks[1].size_gib, 200);
  EXPECT_EQ(db.disks[1].filesystem, "xfs");
  EXPECT_EQ(db.startup.up_delay_seconds, 60);
  EXPECT_EQ(db.cpu.type, "x86-64-v3");
  EXPECT_TRUE(db.protection);
  EXPECT_EQ(db.ha.priority, 200);

  const MachineSpec& app = loaded.machine("app-01");
  EXPECT_EQ(app.disks.at(1).classes, std::vector<std::string>{"hdd"});
  EXPECT_EQ(app.software.at(0).parameters.at("data_root"), "/srv/docker");
  EXPECT_EQ(fleet.affinity.at(1).machines.size(), 2U);
  EXPECT_EQ(fleet.monitoring.server->str(), "ops-01");
}

TEST(Loader, KeepsThePlaceOfEveryValue) {
  const Loaded loaded = load_path(source_dir() / "examples/shop/fleet.yaml");
  ASSERT_TRUE(loaded.fleet);
  const MachineSpec& web = loaded.machine("web-04");
  const auto memory = loaded.fleet->where(web.origin + "/memory");
  ASSERT_TRUE(memory);
  EXPECT_NE(memory->source_line.find("web-04: {memory: 8G"), std::string::npos);
  const auto software = loaded.fleet->where(web.origin + "/software/0/name");
  ASSERT_TRUE(software);
  EXPECT_TRUE(software->file.ends_with("profiles/web-server.yaml"));
  EXPECT_NE(software->source_line.find("software: [nginx]"), std::string::npos);
  const auto address = loaded.fleet->where(web.origin + "/nics/0/ipv4");
  ASSERT_TRUE(address);
  EXPECT_NE(address->source_line.find("10.20.0.21"), std::string::npos);
  // A default has the place of the entry that lacks it.
  const auto protection = loaded.fleet->where(web.origin + "/protection");
  ASSERT_TRUE(protection);
  EXPECT_NE(protection->source_line.find("web-{01..04}"), std::string::npos);
}

TEST(Loader, TellsOfAMistypedProfileBesideWhatTheSchemaFinds) {
  const Loaded loaded = load_text(machines_text("  - {name: a1, profile: web-servr, memory: lots}\n"));
  EXPECT_FALSE(loaded.fleet);
  EXPECT_NE(loaded.rendered().find("ATLAS-E1201"), std::string::npos) << loaded.rendered();
  EXPECT_NE(loaded.rendered().find("web-server"), std::string::npos);
  EXPECT_NE(loaded.rendered().find("/memory"), std::string::npos);
}

TEST(Loader, QuotesNoSecretFromATextThatIsNoYaml) {
  const Loaded loaded = load_text("cluster: {api_token: root@pam!x=7f0c-hidden]}\n");
  EXPECT_FALSE(loaded.fleet);
  EXPECT_EQ(loaded.rendered().find("7f0c-hidden"), std::string::npos) << loaded.rendered();
  EXPECT_NE(loaded.rendered().find(":1:"), std::string::npos);
}

TEST(Loader, SchemaDefaultsAreTheStructsDefaults) {
  const Loaded loaded = load_text(machines_text("  - {name: a1}\n"));
  ASSERT_TRUE(loaded.fleet) << loaded.rendered();
  const MachineSpec& machine = loaded.fleet->machines.at(0);
  const MachineSpec standard;
  EXPECT_EQ(Json(machine.cpu), Json(standard.cpu));
  EXPECT_EQ(machine.memory_mib, standard.memory_mib);
  EXPECT_EQ(machine.balloon_mib, standard.balloon_mib);
  EXPECT_EQ(Json(machine.ha), Json(standard.ha));
  EXPECT_EQ(Json(machine.backup), Json(standard.backup));
  EXPECT_EQ(Json(machine.startup), Json(standard.startup));
  EXPECT_EQ(Json(machine.firewall), Json(standard.firewall));
  EXPECT_EQ(machine.protection, standard.protection);
  EXPECT_EQ(machine.full_clone, standard.full_clone);
  EXPECT_EQ(machine.pool, standard.pool);
  DiskSpec root;
  root.name = "root";
  EXPECT_EQ(Json(machine.disks), Json::array({root}));
  NicSpec nic;
  nic.network = "lan";
  EXPECT_EQ(Json(machine.nics), Json::array({nic}));
  EXPECT_EQ(Json(loaded.fleet->mirror), Json(MirrorSpec{}));
  EXPECT_EQ(Json(loaded.fleet->monitoring), Json(MonitoringSpec{}));
  EXPECT_EQ(loaded.fleet->environment, Fleet{}.environment);
  ClusterSpec cluster = loaded.fleet->cluster;
  cluster.nodes.clear();
  cluster.storage.clear();
  EXPECT_EQ(Json(cluster), Json(ClusterSpec{}));
  Metadata metadata;
  metadata.name = "test";
  EXPECT_EQ(Json(loaded.fleet->metadata), Json(metadata));
  TemplateSpec os_template = loaded.fleet->templates.at(0);
  EXPECT_EQ(os_template.disk_gib, TemplateSpec{}.disk_gib);
  EXPECT_EQ(os_template.agent, TemplateSpec{}.agent);
  EXPECT_EQ(os_template.bios, TemplateSpec{}.bios);
}

TEST(Loader, TheHashIsOfTheMeaning) {
  const std::string one = machines_text("  - {name: a1, memory: 4G}\n");
  const std::string other = machines_text("  # a comment\n  - memory: 4096 MiB\n    name: a1\n");
  const std::string third = machines_text("  - {name: a1, memory: 5G}\n");
  EXPECT_EQ(load_text(one).fleet->spec_hash, load_text(other).fleet->spec_hash);
  EXPECT_NE(load_text(one).fleet->spec_hash, load_text(third).fleet->spec_hash);
  EXPECT_EQ(load_text(one).fleet->spec_hash.size(), 64U);
}

TEST(Loader, ReportsAllProblemsAtOnceSorted) {
  const Loaded loaded = load_text(machines_text(R"(  - name: Web_1
    memroy: 4G
    cpu: {cores: 0, type: 3}
    disks: [{name: root, size: 5G, bus: scsii}]
    nics: [{network: lan, ipv4: 192.0.2.10/24}]
  - {}
)"));
  EXPECT_FALSE(loaded.fleet);
  EXPECT_EQ(loaded.ids(), (std::vector<std::string>{"ATLAS-E1106", "ATLAS-E1101", "ATLAS-E1104", "ATLAS-E1103",
                                                    "ATLAS-E1104", "ATLAS-E1105", "ATLAS-E1106", "ATLAS-E1102"}))
      << loaded.rendered();
  const std::string text = loaded.rendered();
  EXPECT_NE(text.find("did you mean 'memory'?"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'scsi'?"), std::string::npos) << text;
  EXPECT_NE(text.find("fleet.yaml:15:"), std::string::npos) << text;
}

TEST(Loader, RefusesAnEnvironmentThatIsNone) {
  LoadOptions options;
  options.environment = "prodd";
  const Loaded loaded = load_text(machines_text("  - {name: a1}\n"), options);
  EXPECT_EQ(loaded.ids(), std::vector<std::string>{"ATLAS-E1210"});
  EXPECT_NE(loaded.rendered().find("did you mean 'prod'?"), std::string::npos);
}

TEST(Loader, AMachineNeedsTemplateAndNetwork) {
  std::string text = fleet_text("  dmz: {bridge: vmbr1}\nmachines: [{name: a1}]\n");
  text.insert(text.find("networks:"), "  debian-13: {os: debian-13, vmid: 9001, node: pve1, storage: local-lvm}\n");
  EXPECT_EQ(load_text(text).ids(), (std::vector<std::string>{"ATLAS-E1212", "ATLAS-E1212"}));
}

TEST(Loader, NetworksAndRangesMustMakeSense) {
  std::string text = machines_text("  - {name: a1}\n");
  text.replace(text.find("bridge: vmbr0"), 13, "bridge: vmbr0\n    vnet: vnet0");
  text.replace(text.find("  nodes:"), 8, "  vmids: 300-200\n  nodes:");
  EXPECT_EQ(load_text(text).ids(), (std::vector<std::string>{"ATLAS-E1215", "ATLAS-E1213"}));
  EXPECT_EQ(load_text(fleet_text("machines: []\n")).ids(), std::vector<std::string>{"ATLAS-E1216"});
}

TEST(Loader, ASecretInTheSpecIsNeverShown) {
  std::string text = machines_text("  - {name: a1}\n");
  text.replace(text.find("  nodes:"), 8, "  api_token: root@pam!t=s3cr3t-value\n  nodes:");
  const Loaded loaded = load_text(text);
  EXPECT_EQ(loaded.ids(), std::vector<std::string>{"ATLAS-E1106"});
  EXPECT_EQ(Json(loaded.diagnostics).dump().find("s3cr3t"), std::string::npos) << loaded.rendered();
  text.replace(text.find("root@pam!t=s3cr3t-value"), 23, "[s3cr3t]");
  EXPECT_EQ(Json(load_text(text).diagnostics).dump().find("s3cr3t"), std::string::npos);
}

TEST(Loader, AMissingDataFolderIsNamed) {
  Loaded loaded;
  LoadOptions options;
  options.spec_path = "fleet.yaml";
  options.config = "/nonexistent/config";
  loaded.fleet = load_fleet_text(machines_text("  - {name: a1}\n"), options, loaded.diagnostics);
  EXPECT_EQ(loaded.ids(), std::vector<std::string>{"ATLAS-E1120"});
}

}  // namespace
}  // namespace atlas::spec::test
