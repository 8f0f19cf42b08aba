#pragma once

#include <nlohmann/json.hpp>
#include <optional>

/// std::optional in JSON: present-and-null when empty, so that every key is always there.
namespace nlohmann {
template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& json, const std::optional<T>& value) {
    if (value) {
      json = *value;
    } else {
      json = nullptr;
    }
  }
  static void from_json(const json& json, std::optional<T>& value) {
    if (json.is_null()) {
      value.reset();
    } else {
      value = json.get<T>();
    }
  }
};
}  // namespace nlohmann

namespace atlas {
using Json = nlohmann::json;  ///< keys sorted: the same value always has the same text
}

/// Declares the JSON form of a plain struct, in its header. The members stand in one source file (ATLAS_JSON): inline
/// in the header they would be compiled again by everyone who includes it, which doubled the build.
#define ATLAS_JSON_FORM(Type)                           \
  void to_json(::atlas::Json& json, const Type& value); \
  void from_json(const ::atlas::Json& json, Type& value)

/// Defines it: ATLAS_JSON(Type, member, ...). A missing key keeps the member's default.
#define ATLAS_JSON(Type, ...)                                                               \
  void to_json(::atlas::Json& nlohmann_json_j, const Type& nlohmann_json_t) {               \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_TO, __VA_ARGS__))                \
  }                                                                                         \
  void from_json(const ::atlas::Json& nlohmann_json_j, Type& nlohmann_json_t) {             \
    const Type nlohmann_json_default_obj{};                                                 \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_FROM_WITH_DEFAULT, __VA_ARGS__)) \
  }                                                                                         \
  static_assert(true)
