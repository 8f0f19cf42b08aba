#include "atlas/spec/catalogue.hpp"

#include "atlas/spec/os_catalogue.hpp"
#include "atlas/utils/json_schema.hpp"
#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

using Ids = std::vector<std::string>;

std::string component(const std::string& name, const std::string& more = "") {
  return "apiVersion: atlas/v1\nkind: Component\nname: " + name + "\ntitle: t\ndescription: d\nrole: " + name +
         "\ntier: web\nos: [debian-12, debian-13]\n" + more;
}

Ids ids(const Diagnostics& diagnostics) {
  Ids result;
  for (const Diagnostic& d : diagnostics.sorted()) {
    result.push_back(d.id);
  }
  return result;
}

TEST(Catalogue, ShippedComponentsAreValidAndComplete) {
  Diagnostics problems;
  const Catalogue catalogue = Catalogue::load_shipped(config(), {}, problems);
  const OsCatalogue systems = OsCatalogue::load(config(), problems);
  EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : render(problems.items()[0], false));
  for (const char* name : {"base", "node_exporter", "nginx", "haproxy", "postgresql", "docker"}) {
    EXPECT_NE(catalogue.find(name), nullptr) << name;
  }
  for (const auto& [name, one] : catalogue.all()) {
    for (const std::string& os : one.os) {
      EXPECT_NE(systems.find(os), nullptr) << name << " " << os;
      EXPECT_TRUE(one.versions.empty() || one.version_for(os, std::nullopt) != nullptr) << name << " " << os;
    }
    EXPECT_TRUE(std::filesystem::exists(one.folder / "role")) << name;
    EXPECT_LT(one.tier_rank(), static_cast<int>(Catalogue::tier_order().size())) << name;
    const auto schema = JsonSchema::compile(one.parameter_schema());
    ASSERT_TRUE(schema) << name;
    for (const char* environment : {"dev", "test", "prod"}) {
      Json values = Json::object();
      for (const ComponentParameter& parameter : one.parameters) {
        if (!parameter.for_environment(environment).is_null()) {
          values[parameter.name] = parameter.for_environment(environment);
        }
      }
      const auto errors = schema->validate(values);
      EXPECT_TRUE(errors.empty()) << name << " " << environment << ": "
                                  << (errors.empty() ? "" : errors[0].instance_path + " " + errors[0].message);
    }
  }
}

TEST(Catalogue, ReadsEverythingOfAComponent) {
  const TemporaryFolder folder;
  folder.write("app/component.yaml", component("app", R"(versions:
  - {version: "1", os: [debian-12], eol: "2028-01-01"}
  - {version: "2", os: [debian-12], source: vendor, default: true}
  - {version: "3"}
parameters:
  size: {type: integer, description: s, default: 5, x-environments: {prod: 50}}
  name: {type: string, description: n}
needs: {memory_mib: 256, components: [app]}
members: [{where: {size: 5}, same: [name], least: 1, odd: true, cores: 2, several_need: [web], unless: name}]
conflicts: [nothing]
ports: [{port: 80, purpose: HTTP, parameter: size}]
scrape: {job: app, port: 9000}
secrets: [{name: vault_app_key, description: k}]
services: {debian: app}
)"));
  Diagnostics problems;
  const Catalogue catalogue = Catalogue::load({folder.path()}, problems);
  ASSERT_TRUE(problems.empty()) << render(problems.items()[0], false);
  const Component& app = *catalogue.find("app");
  EXPECT_EQ(app.version_for("debian-12", std::nullopt)->version, "2");
  EXPECT_EQ(app.version_for("debian-13", std::nullopt)->version, "3");
  EXPECT_EQ(app.version_for("debian-12", "1")->eol, "2028-01-01");
  EXPECT_EQ(app.version_for("debian-13", "1"), nullptr);
  EXPECT_EQ(app.versions_for("debian-13"), Ids{"3"});
  EXPECT_EQ(app.parameters.at(0).name, "size") << "order of the text";
  EXPECT_EQ(app.parameter("size")->for_environment("dev"), 5);
  EXPECT_EQ(app.parameter("size")->for_environment("prod"), 50);
  EXPECT_TRUE(app.parameter("name")->for_environment("prod").is_null());
  EXPECT_EQ(app.parameter("none"), nullptr);
  EXPECT_EQ(app.ports.at(0).protocol, "tcp");
  EXPECT_EQ(app.scrape->path, "/metrics");
  EXPECT_EQ(app.needs.memory_mib, 256);
  EXPECT_EQ(app.members.at(0).where, Json({{"size", 5}}));
  EXPECT_EQ(app.members.at(0).same, Ids{"name"});
  EXPECT_EQ(app.members.at(0).least, 1);
  EXPECT_TRUE(app.members.at(0).odd);
  EXPECT_EQ(app.members.at(0).cores, 2);
  EXPECT_EQ(app.members.at(0).several_need, Ids{"web"});
  EXPECT_EQ(app.members.at(0).unless, "name");
  EXPECT_EQ(app.services.at("debian"), "app");
  EXPECT_TRUE(app.supports("debian-13"));
  EXPECT_FALSE(app.supports("rocky-9"));
  EXPECT_FALSE(app.always);
  EXPECT_EQ(app.tier_rank(), 6);
}

TEST(Catalogue, ProblemsHaveTheirIds) {
  const TemporaryFolder folder;
  folder.write("a/x/component.yaml", component("y"));
  folder.write("b/y/component.yaml", component("y"));
  folder.write("a/bad/component.yaml", component("bad", "tires: 4\nports: [{port: 99999}]\n"));
  folder.write("a/needy/component.yaml", component("needy", "needs: {components: [nedy]}\n"));
  folder.write("a/two/component.yaml",
               component("two", "versions: [{version: \"1\", default: true}, {version: \"2\", default: true}]\n"));
  folder.write("a/not_a_component/readme.txt", "x");
  Diagnostics problems;
  const Catalogue catalogue =
      Catalogue::load({folder.path() / "a", folder.path() / "b", folder.path() / "none"}, problems);
  const Ids k_expected{"ATLAS-E1101", "ATLAS-E1104", "ATLAS-E5104", "ATLAS-E5107",
                       "ATLAS-E5107", "ATLAS-E5102", "ATLAS-E5103", "ATLAS-E5106"};
  EXPECT_EQ(ids(problems), k_expected);
  EXPECT_EQ(catalogue.names(), (Ids{"needy", "two", "y"}));
}

TEST(OsCatalogue, ReadsTheShippedDataAndReportsBadEntries) {
  Diagnostics problems;
  const OsCatalogue systems = OsCatalogue::load(config(), problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(systems.all().size(), 6U);
  EXPECT_EQ(systems.find("debian-12")->codename, "bookworm");
  EXPECT_EQ(systems.find("rocky-9")->family, "redhat");
  EXPECT_EQ(systems.find("windows"), nullptr);
  const TemporaryFolder folder;
  folder.write("os.yaml", "a-1: {family: plan9, title: t, codename: c, eol: e}\nb-1: {family: debian}\nc-1: 5\n");
  EXPECT_TRUE(OsCatalogue::load(folder.path(), problems).all().empty());
  EXPECT_EQ(ids(problems), Ids(3, "ATLAS-E5105"));
}

}  // namespace
}  // namespace atlas::spec::test
