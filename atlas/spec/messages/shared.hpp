#pragma once

#include "atlas/utils/json.hpp"

#include <memory>

/// A shared, unchanging part of a message: in the process only the pointer goes on, in JSON the value (null for none).
namespace nlohmann {
template <class T>
struct adl_serializer<std::shared_ptr<const T>> {
  static void to_json(json& json, const std::shared_ptr<const T>& value) {
    if (value == nullptr) {
      json = nullptr;
    } else {
      json = *value;
    }
  }
  static void from_json(const json& json, std::shared_ptr<const T>& value) {
    value = json.is_null() ? nullptr : std::make_shared<const T>(json.get<T>());
  }
};
}  // namespace nlohmann

namespace atlas::spec {
template <class T>
using Shared = std::shared_ptr<const T>;
}
