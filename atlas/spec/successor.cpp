#include "atlas/spec/successor.hpp"

#include "atlas/spec/ip.hpp"

#include <charconv>
#include <fmt/format.h>
#include <string_view>

namespace atlas::spec {
namespace {

using yaml::Value;

bool advance_address(Value& value, std::uint64_t steps) {
  const auto address = IpAddress::parse(value.text());
  if (!address) {
    return true;  // auto, dhcp, none
  }
  const auto next = address->plus(steps);
  if (next) {
    value = Value::string(next->text(), value.mark());
  }
  return next.has_value();
}

bool advance_mac(Value& value, std::uint64_t steps) {
  std::string digits = value.text();
  std::erase(digits, ':');
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  constexpr std::uint64_t k_device_part = 0xFFFFFF;
  if ((number & k_device_part) + steps > k_device_part) {
    return false;
  }
  const std::string next = fmt::format("{:012X}", number + steps);
  std::string text;
  for (std::size_t i = 0; i < next.size(); i += 2) {
    text += (i > 0 ? ":" : "") + next.substr(i, 2);
  }
  value = Value::string(text, value.mark());
  return true;
}

const Value* advance_nic(Value& nic, std::uint64_t steps) {
  for (const char* key : {"ipv4", "ipv6", "mac"}) {
    Value* value = nic.find(key);
    if (value != nullptr && !(std::string_view(key) == "mac" ? advance_mac : advance_address)(*value, steps)) {
      return value;
    }
  }
  return nullptr;
}

}  // namespace

const Value* advance(Value& machine, std::uint64_t steps) {
  if (Value* vmid = machine.find("vmid")) {
    constexpr std::uint64_t k_last = 999'999'999;
    const std::uint64_t next = static_cast<std::uint64_t>(vmid->integer()) + steps;
    if (next > k_last) {
      return vmid;
    }
    *vmid = Value::plain(std::to_string(next), vmid->mark());
  }
  if (Value* nics = machine.find("nics")) {
    for (Value& nic : nics->items()) {
      if (const Value* ended = advance_nic(nic, steps)) {
        return ended;
      }
    }
  }
  return nullptr;
}

}  // namespace atlas::spec
