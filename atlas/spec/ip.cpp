#include "atlas/spec/ip.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/address_v6.hpp>
#include <charconv>
#include <limits>

namespace atlas::spec {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

// inet_pton also takes IPv4 tails and (asio) zones: two more ways to write one address.
bool is_plain_v6(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF:") == std::string_view::npos;
}

bool is_strict_v4(std::string_view text) {
  const std::vector<std::string> parts = text::split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
           return !part.empty() && part.size() <= 3 && (part.size() == 1 || part.front() != '0');
         });
}

// Keeps the first `bits` bits of the 128 and sets the others.
Bytes masked(Bytes bytes, int bits, bool ones) {
  for (int i = 0; i < 16; ++i) {
    const int kept = std::clamp(bits - i * 8, 0, 8);
    const auto mask = static_cast<std::uint8_t>(0xFF00U >> static_cast<unsigned>(kept));
    auto& byte = bytes[static_cast<std::size_t>(i)];
    byte = static_cast<std::uint8_t>(ones ? byte | static_cast<std::uint8_t>(~mask) : byte & mask);
  }
  return bytes;
}

int offset_of(const IpAddress& address) { return 128 - address.bits(); }

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  asio::error_code error;
  IpAddress result;
  if (is_strict_v4(text)) {
    const auto parsed = asio::ip::make_address_v4(std::string(text), error).to_bytes();
    std::copy(parsed.begin(), parsed.end(), result.bytes_.begin() + 12);
  } else if (is_plain_v6(text) && text.size() <= 39) {
    result.version_ = 6;
    const auto parsed = asio::ip::make_address_v6(std::string(text), error).to_bytes();
    std::copy(parsed.begin(), parsed.end(), result.bytes_.begin());
  } else {
    return std::nullopt;
  }
  return error ? std::nullopt : std::optional(result);
}

std::string IpAddress::text() const {
  if (is_v4()) {
    return asio::ip::address_v4(asio::ip::address_v4::bytes_type{bytes_[12], bytes_[13], bytes_[14], bytes_[15]})
        .to_string();
  }
  asio::ip::address_v6::bytes_type bytes;
  std::copy(bytes_.begin(), bytes_.end(), bytes.begin());
  return asio::ip::address_v6(bytes).to_string();
}

std::optional<IpAddress> IpAddress::plus(std::uint64_t steps) const {
  IpAddress result = *this;
  const auto first = static_cast<std::size_t>(offset_of(*this) / 8);
  for (std::size_t i = 16; i-- > first && steps > 0;) {
    const std::uint64_t low = (steps & 0xFFU) + result.bytes_[i];
    result.bytes_[i] = static_cast<std::uint8_t>(low & 0xFFU);
    steps = (steps >> 8U) + (low >> 8U);
  }
  return steps > 0 ? std::nullopt : std::optional(result);
}

std::optional<std::uint64_t> IpAddress::distance_from(const IpAddress& from) const {
  if (from.version_ != version_ || *this < from) {
    return std::nullopt;
  }
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  int borrow = 0;
  for (int i = 15; i >= 0; --i) {
    const auto index = static_cast<std::size_t>(i);
    int digit = bytes_[index] - from.bytes_[index] - borrow;
    borrow = digit < 0 ? 1 : 0;
    digit += borrow * 256;
    std::uint64_t& half = i >= 8 ? low : high;
    half |= static_cast<std::uint64_t>(digit) << static_cast<unsigned>(8 * (7 - i % 8));
  }
  return high != 0 ? std::nullopt : std::optional(low);
}

bool IpAddress::is_loopback() const {
  if (is_v4()) {
    return bytes_[12] == 127;
  }
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto b) { return b == 0; }) && bytes_[15] == 1;
}

bool IpAddress::is_multicast() const { return is_v4() ? bytes_[12] >= 224 && bytes_[12] < 240 : bytes_[0] == 0xFF; }

bool IpAddress::is_unspecified() const {
  return std::all_of(bytes_.begin(), bytes_.end(), [](auto b) { return b == 0; });
}

bool IpAddress::is_link_local() const {
  return is_v4() ? bytes_[12] == 169 && bytes_[13] == 254 : bytes_[0] == 0xFE && (bytes_[1] & 0xC0U) == 0x80U;
}

std::optional<IpNetwork> IpNetwork::of(const IpAddress& address, int prefix) {
  if (prefix < 0 || prefix > address.bits()) {
    return std::nullopt;
  }
  IpNetwork network;
  network.first_ = address;
  network.first_.bytes_ = masked(address.bytes_, offset_of(address) + prefix, false);
  network.prefix_ = prefix;
  return network;
}

std::optional<IpNetwork> IpNetwork::parse_interface(std::string_view cidr) {
  const std::size_t slash = cidr.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view digits = cidr.substr(slash + 1);
  int prefix = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const bool whole =
      error == std::errc() && end == digits.data() + digits.size() && (digits.size() == 1 || digits.front() != '0');
  const auto address = IpAddress::parse(cidr.substr(0, slash));
  return whole && address ? of(*address, prefix) : std::nullopt;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view cidr) {
  const auto network = parse_interface(cidr);
  const auto address = IpAddress::parse(cidr.substr(0, cidr.find('/')));
  return network && network->first_ == *address ? network : std::nullopt;
}

std::string IpNetwork::text() const { return first_.text() + "/" + std::to_string(prefix_); }

IpAddress IpNetwork::broadcast() const {
  IpAddress last = first_;
  last.bytes_ = masked(first_.bytes_, offset_of(first_) + prefix_, true);
  return last;
}

IpAddress IpNetwork::first_usable() const {
  const bool all = first_.bits() - prefix_ <= 1;
  return all ? first_ : first_.plus(1).value_or(first_);
}

IpAddress IpNetwork::last_usable() const {
  IpAddress last = broadcast();
  if (is_v4() && first_.bits() - prefix_ > 1) {
    last.bytes_[15] = static_cast<std::uint8_t>(last.bytes_[15] - 1);  // a broadcast address ends in a one bit
  }
  return last;
}

std::uint64_t IpNetwork::usable() const {
  const auto distance = last_usable().distance_from(first_usable());
  constexpr std::uint64_t k_most = std::numeric_limits<std::uint64_t>::max();
  return distance && *distance < k_most ? *distance + 1 : k_most;
}

bool IpNetwork::contains(const IpAddress& address) const {
  const auto other = of(address, prefix_);
  return address.is_v4() == is_v4() && other && other->first_ == first_;
}

bool IpNetwork::contains(const IpNetwork& other) const { return other.prefix_ >= prefix_ && contains(other.first_); }

bool IpNetwork::overlaps(const IpNetwork& other) const { return contains(other.first_) || other.contains(first_); }

std::optional<IpRange> IpRange::parse(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto from = IpAddress::parse(text::trim(text.substr(0, dash)));
  const auto to = IpAddress::parse(text::trim(text.substr(dash + 1)));
  const bool fits = from && to && from->is_v4() == to->is_v4() && *from <= *to;
  return fits ? std::optional(IpRange{*from, *to}) : std::nullopt;
}

}  // namespace atlas::spec
