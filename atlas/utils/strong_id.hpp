#pragma once

#include <compare>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

namespace atlas {

/// A name that cannot be passed where another kind of name is meant. Holds any text; grammar is checked by rules.
template <class Tag>
class StrongName {
 public:
  StrongName() = default;
  explicit StrongName(std::string value) : value_(std::move(value)) {}
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const StrongName&) const = default;

  friend void to_json(nlohmann::json& json, const StrongName& name) { json = name.value_; }
  friend void from_json(const nlohmann::json& json, StrongName& name) { name.value_ = json.get<std::string>(); }
  friend std::ostream& operator<<(std::ostream& out, const StrongName& name) { return out << name.value_; }

 private:
  std::string value_;
};

/// The same for numbers.
template <class Tag>
class StrongNumber {
 public:
  StrongNumber() = default;
  explicit StrongNumber(std::int64_t value) : value_(value) {}
  std::int64_t value() const { return value_; }
  auto operator<=>(const StrongNumber&) const = default;

  friend void to_json(nlohmann::json& json, const StrongNumber& number) { json = number.value_; }
  friend void from_json(const nlohmann::json& json, StrongNumber& number) { number.value_ = json.get<std::int64_t>(); }
  friend std::ostream& operator<<(std::ostream& out, const StrongNumber& number) { return out << number.value_; }

 private:
  std::int64_t value_ = 0;
};

}  // namespace atlas
