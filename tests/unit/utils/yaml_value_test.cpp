#include "atlas/utils/yaml/value.hpp"

#include <gtest/gtest.h>

namespace atlas::yaml {
namespace {

TEST(YamlValue, ComesFromJsonAndGoesBack) {
  const Json json = Json::parse(R"({"a":[1,-2,2.5,true,null,"t"],"b":{"c":{}},"d":[],"e":9223372036854775807})");
  EXPECT_EQ(Value::from_json(json, {}).to_json(), json);
}

TEST(YamlValue, SetReplacesInPlaceAndEraseRemoves) {
  Value value = Value::from_json(Json{{"a", 1}, {"b", 2}}, {});
  value.set("a", Value::string("x", {}));
  value.set("c", Value::plain("true", {}));
  EXPECT_EQ(value.members()[0].key, "a");
  EXPECT_EQ(value.members()[2].key, "c");
  EXPECT_TRUE(value.erase("b"));
  EXPECT_FALSE(value.erase("b"));
  EXPECT_EQ(value.to_json(), (Json{{"a", "x"}, {"c", true}}));
}

TEST(YamlValue, PointersEscapeAndIndex) {
  const Value value = Value::from_json(Json::parse(R"({"a/b":{"~c":[10,20]},"01":1})"), {});
  EXPECT_EQ(value.at_pointer("/a~1b/~0c/1")->integer(), 20);
  EXPECT_EQ(value.at_pointer(""), &value);
  EXPECT_EQ(value.at_pointer("/a~1b/~0c/2"), nullptr);
  EXPECT_EQ(value.at_pointer("/a~1b/~0c/x"), nullptr);
  EXPECT_EQ(value.at_pointer("/nothing"), nullptr);
  EXPECT_EQ(value.at_pointer("/01")->integer(), 1);
  EXPECT_EQ(pointer_token("a/~b"), "a~1~0b");
  EXPECT_FALSE(value.location_at("/01")) << "no source, no place";
}

TEST(YamlValue, MarksShowTheirLine) {
  const auto source = Source::index("f.yaml", "one\ntwo\n");
  EXPECT_EQ((Mark{source, 2, 1}.location()->source_line), "two");
  EXPECT_EQ((Mark{source, 9, 1}.location()->source_line), "");
  EXPECT_EQ((Mark{source, 0, 0}.location()->source_line), "");
}

TEST(YamlValue, ComparesByContent) {
  const Value one = Value::from_json(Json::parse(R"({"a":[1,{"b":2}]})"), {});
  Value other = one;
  EXPECT_TRUE(one.same_as(other));
  other.members()[0].value.items()[1].set("b", Value::string("2", {}));
  EXPECT_FALSE(one.same_as(other));
}

TEST(YamlValue, KindsHaveWords) {
  for (const Kind kind :
       {Kind::null, Kind::boolean, Kind::integer, Kind::number, Kind::string, Kind::sequence, Kind::mapping}) {
    EXPECT_FALSE(kind_name(kind).empty());
  }
}

}  // namespace
}  // namespace atlas::yaml
