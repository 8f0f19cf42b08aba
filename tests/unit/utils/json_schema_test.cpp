#include "atlas/utils/json_schema.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace atlas {
namespace {

const Json k_schema = Json::parse(R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {"name": {"type": "string", "pattern": "^env:"}, "list": {"items": {"$ref": "#/$defs/small"}}},
  "required": ["name"],
  "additionalProperties": false,
  "$defs": {"small": {"type": "integer", "maximum": 5}}
})");

std::vector<SchemaError> errors_of(const char* text) {
  return JsonSchema::compile(k_schema)->validate(Json::parse(text));
}

TEST(JsonSchema, AValidDocumentHasNoErrors) { EXPECT_TRUE(errors_of(R"({"name": "env:X", "list": [1]})").empty()); }

TEST(JsonSchema, AllErrorsInDocumentOrder) {
  const auto errors = errors_of(R"({"list": [1, "x", 3, 4, 5, 6, 7, 8, 9, 10, 11], "a": 1, "b": 2})");
  ASSERT_EQ(errors.size(), 9U);
  EXPECT_EQ(errors[0].keyword, "additionalProperties");
  EXPECT_EQ(errors[0].names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(errors[1].keyword, "required");
  EXPECT_EQ(errors[1].names, std::vector<std::string>{"name"});
  EXPECT_EQ(errors[2].instance_path, "/list/1");
  EXPECT_EQ(errors[2].keyword, "type");
  EXPECT_EQ(errors.back().instance_path, "/list/10");
  EXPECT_EQ(errors.back().keyword, "maximum");
}

TEST(JsonSchema, AMessageNeverHoldsTheValue) {
  const auto errors = errors_of(R"({"name": "hunter2"})");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].message, "value does not match \"^env:\"");
  EXPECT_EQ(errors[0].schema_path, "/properties/name/pattern");
}

TEST(JsonSchema, AnInvalidSchemaIsADiagnostic) {
  for (const char* text :
       {R"({"type": "objec"})", R"({"$ref": "https://example.invalid/x.json"})", R"({"pattern": "("})"}) {
    const auto compiled = JsonSchema::compile(Json::parse(text));
    ASSERT_FALSE(compiled) << text;
    EXPECT_EQ(compiled.error().id, "ATLAS-E5010");
  }
}

TEST(JsonSchema, IsSharedBetweenThreads) {
  const auto schema = JsonSchema::compile(k_schema);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        EXPECT_EQ(schema->validate(Json::object()).size(), 1U);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace atlas
