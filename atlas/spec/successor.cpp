#include "atlas/spec/successor.hpp"

#include "atlas/spec/ip.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

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

bool advance_nic(Value& nic, std::uint64_t steps) {
  Value* ipv4 = nic.find("ipv4");
  Value* ipv6 = nic.find("ipv6");
  Value* mac = nic.find("mac");
  return (ipv4 == nullptr || advance_address(*ipv4, steps)) && (ipv6 == nullptr || advance_address(*ipv6, steps)) &&
         (mac == nullptr || advance_mac(*mac, steps));
}

}  // namespace

bool advance(Value& machine, std::uint64_t steps) {
  if (Value* vmid = machine.find("vmid")) {
    constexpr std::uint64_t k_last = 999'999'999;
    const std::uint64_t next = static_cast<std::uint64_t>(vmid->integer()) + steps;
    if (next > k_last) {
      return false;
    }
    *vmid = Value::plain(std::to_string(next), vmid->mark());
  }
  Value* nics = machine.find("nics");
  return nics == nullptr ||
         std::all_of(nics->items().begin(), nics->items().end(), [&](Value& nic) { return advance_nic(nic, steps); });
}

}  // namespace atlas::spec
