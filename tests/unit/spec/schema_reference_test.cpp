#include "atlas/spec/schema_reference.hpp"

#include "tests/unit/spec/spec_support.hpp"

#include <cstdlib>

namespace atlas::spec::test {
namespace {

Json schema(const char* name) { return Json::parse(slurp(config() / "schemas" / name)); }

TEST(SchemaReference, DocsAreCurrent) {
  const auto page = source_dir() / "docs/spec.md";
  const std::string text = slurp(page);
  const std::string k_mark = "ATLAS_ACCEPT=1. -->\n";
  const std::size_t at = text.find(k_mark);
  ASSERT_NE(at, std::string::npos);
  const std::string wanted = text.substr(0, at + k_mark.size()) + schema_reference(schema("fleet.v1.schema.json"));
  if (std::getenv("ATLAS_ACCEPT") != nullptr) {
    std::ofstream(page, std::ios::binary) << wanted;
  }
  EXPECT_EQ(slurp(page), wanted) << "run this test with ATLAS_ACCEPT=1";
}

// Every key that a person may write has a title and a description; the interview needs them too.
void check_described(const Json& node, const std::string& path) {
  if (node.is_object() && node.contains("properties")) {
    for (const auto& [name, property] : node.at("properties").items()) {
      if (!property.contains("$ref")) {
        EXPECT_TRUE(property.contains("title") && property.contains("description")) << path << "/" << name;
      }
      if (property.contains("x-question")) {
        EXPECT_TRUE(property.at("x-question").contains("en") && property.at("x-question").contains("it"))
            << path << "/" << name;
      }
    }
  }
  if (node.is_structured()) {
    for (const auto& [name, child] : node.items()) {
      check_described(child, path + "/" + name);
    }
  }
}

TEST(Schemas, EverythingIsDescribed) {
  check_described(schema("fleet.v1.schema.json"), "fleet");
  check_described(schema("profile.v1.schema.json"), "profile");
  check_described(schema("fleet.v1alpha1.schema.json"), "v1alpha1");
}

}  // namespace
}  // namespace atlas::spec::test
