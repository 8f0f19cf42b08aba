#include "atlas/spec/merge.hpp"

#include "atlas/spec/normalise.hpp"
#include "atlas/utils/yaml/reader.hpp"
#include "tests/unit/spec/spec_support.hpp"

namespace atlas::spec::test {
namespace {

// Layers of machine settings, lowest first, as a spec's author would write them.
class Layers : public testing::Test {
 protected:
  static const SchemaDocument& schema() {
    static Diagnostics problems;
    static const auto k_schema = SchemaDocument::load(config(), "fleet.v1", problems);
    return *k_schema;
  }
  static yaml::Value layer(const std::string& file, const std::string& text) {
    Diagnostics problems;
    auto value = yaml::read(file, text, problems);
    normalise(*value, settings(), {}, problems);
    EXPECT_TRUE(problems.empty()) << render(problems.items().at(0), false);
    return std::move(*value);
  }
  static SchemaNode settings() { return schema().definition("/$defs/settings"); }

  static yaml::Value merged(const std::string& below, const std::string& above) {
    yaml::Value base = layer("below", below);
    merge(base, layer("above", above), settings());
    return base;
  }
};

TEST_F(Layers, MappingsMergeAndScalarsReplace) {
  const yaml::Value result = merged("{cpu: {cores: 2, type: host}, memory: 2G}", "{cpu: {cores: 4}, pool: x}");
  EXPECT_EQ(result.to_json(), Json::parse(R"({"cpu":{"cores":4,"type":"host"},"memory":2048,"pool":"x"})"));
  EXPECT_EQ(result.location_at("/cpu/cores")->file, "above");
  EXPECT_EQ(result.key_location_at("/cpu/cores")->file, "above");
  EXPECT_EQ(result.location_at("/cpu/type")->file, "below");
  EXPECT_EQ(result.location_at("/memory")->file, "below");
}

TEST_F(Layers, NamedListsMergeByName) {
  const yaml::Value result = merged("disks: [{name: root, size: 20G}, {name: data, size: 1T, mount: /srv}]",
                                    "disks: [{name: data, class: hdd}, {name: more}, {name: root, size: 30}]");
  EXPECT_EQ(result.find("disks")->to_json(),
            Json::parse(R"([{"name":"root","size":30},)"
                        R"({"name":"data","size":1024,"mount":"/srv","classes":["hdd"]},)"
                        R"({"name":"more"}])"));
}

TEST_F(Layers, SoftwareMergesWithItsShorthand) {
  const yaml::Value result = merged("software: [nginx, {name: docker, parameters: {a: 1, b: {c: 1}}}]",
                                    "software: [{name: docker, parameters: {b: {d: 2}}}, nginx, haproxy]");
  EXPECT_EQ(
      result.find("software")->to_json(),
      Json::parse(R"([{"name":"nginx"},{"name":"docker","parameters":{"a":1,"b":{"c":1,"d":2}}},{"name":"haproxy"}])"));
}

TEST_F(Layers, TagsAndRulesAddUp) {
  const yaml::Value result = merged("{tags: [a, b], firewall: {rules: [{port: 80}]}}",
                                    "{tags: [b, c], firewall: {enabled: true, rules: [{port: 443}, {port: 80}]}}");
  EXPECT_EQ(result.find("tags")->to_json(), Json::parse(R"(["a","b","c"])"));
  EXPECT_EQ(result.at_pointer("/firewall/rules")->items().size(), 2U);
}

TEST_F(Layers, OtherListsReplace) {
  const yaml::Value result = merged("nics: [{network: a}, {network: b}]", "nics: [{network: c}]");
  EXPECT_EQ(result.find("nics")->to_json(), Json::parse(R"([{"network":"c"}])"));
}

TEST_F(Layers, DefaultsFillAlsoItemsAndHaveAPlace) {
  yaml::Value machine = layer("m", "disks: [{name: root}]\nnics: [{network: a}]");
  fill_defaults(machine, settings());
  EXPECT_EQ(machine.at_pointer("/disks/0/size")->integer(), 20);
  EXPECT_EQ(machine.at_pointer("/backup/retention/keep_last")->integer(), 0);
  EXPECT_EQ(machine.location_at("/disks/0/size")->line, 1);
  EXPECT_EQ(machine.location_at("/backup/mode")->line, 1);
}

}  // namespace
}  // namespace atlas::spec::test
