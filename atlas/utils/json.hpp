#pragma once

#include <optional>

#include <nlohmann/json.hpp>

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

/// Gives a plain struct its JSON form; a missing key keeps the member's default.
#define ATLAS_JSON(...) NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(__VA_ARGS__)
