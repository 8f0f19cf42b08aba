#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atlas::spec {

/// An IPv4 or IPv6 address. Ordered: all IPv4 before all IPv6, then by value. A plain value type.
class IpAddress {
 public:
  /// Strict: four decimal bytes without leading zeros, or an IPv6 text without zone and without IPv4 tail.
  /// Nothing for any other text.
  static std::optional<IpAddress> parse(std::string_view text);

  bool is_v4() const { return version_ == 4; }
  bool is_v6() const { return version_ == 6; }
  /// 32 or 128.
  int bits() const { return version_ == 4 ? 32 : 128; }
  /// The one canonical text (RFC 5952 for IPv6).
  std::string text() const;

  /// The address `steps` after this one, or nothing when the address space ends before.
  std::optional<IpAddress> plus(std::uint64_t steps) const;
  /// How many steps from `from` to this one; nothing when `from` is later, of another version, or 2^64 or more away.
  std::optional<std::uint64_t> distance_from(const IpAddress& from) const;

  bool is_loopback() const;
  bool is_multicast() const;
  bool is_unspecified() const;
  bool is_link_local() const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  friend class IpNetwork;
  int version_ = 4;
  std::array<std::uint8_t, 16> bytes_{};  // big-endian; IPv4 in the last four
};

/// A network in CIDR form, such as 10.20.0.0/24.
class IpNetwork {
 public:
  /// Address and prefix length with nothing set behind the prefix ("10.0.0.1/24" is refused, see parse_interface).
  static std::optional<IpNetwork> parse(std::string_view cidr);
  /// The network that holds an "address/prefix", whatever its host bits are.
  static std::optional<IpNetwork> parse_interface(std::string_view cidr);
  static std::optional<IpNetwork> of(const IpAddress& address, int prefix);

  bool is_v4() const { return first_.is_v4(); }
  int prefix() const { return prefix_; }
  /// Canonical CIDR.
  std::string text() const;

  /// The lowest address: the network's own name.
  const IpAddress& network() const { return first_; }
  /// The highest address: IPv4's broadcast address.
  IpAddress broadcast() const;
  /// The lowest and highest address a machine may have. IPv4: not network nor broadcast, except in /31 and /32.
  /// IPv6: not the subnet-router anycast (all zeros), except in /127 and /128.
  IpAddress first_usable() const;
  IpAddress last_usable() const;
  /// Number of usable addresses; the largest uint64 when there are more.
  std::uint64_t usable() const;

  bool contains(const IpAddress& address) const;
  bool contains(const IpNetwork& other) const;
  bool overlaps(const IpNetwork& other) const;

  auto operator<=>(const IpNetwork&) const = default;

 private:
  IpAddress first_;
  int prefix_ = 0;
};

/// An inclusive range "a-b" of one version with a <= b.
struct IpRange {
  IpAddress from;
  IpAddress to;

  static std::optional<IpRange> parse(std::string_view text);
  bool contains(const IpAddress& address) const { return from <= address && address <= to; }
  std::string text() const { return from.text() + "-" + to.text(); }
};

}  // namespace atlas::spec
