#include "atlas/spec/ip.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace atlas::spec {
namespace {

IpAddress ip(const char* text) { return IpAddress::parse(text).value(); }
IpNetwork net(const char* text) { return IpNetwork::parse(text).value(); }

TEST(IpAddress, ParsesStrictly) {
  EXPECT_EQ(ip("192.0.2.1").text(), "192.0.2.1");
  EXPECT_EQ(ip("2001:DB8:0:0:0:0:0:1").text(), "2001:db8::1");
  EXPECT_EQ(ip("::").text(), "::");
  for (const char* bad :
       {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "0x1.2.3.4",
        "::ffff:1.2.3.4", "fe80::1%eth0", "2001:db8", "1::2::3", "12345::", "a.b.c.d", "1.2.3.4/8"}) {
    EXPECT_FALSE(IpAddress::parse(bad)) << bad;
  }
}

TEST(IpAddress, CountsOn) {
  EXPECT_EQ(ip("10.0.0.255").plus(1)->text(), "10.0.1.0");
  EXPECT_EQ(ip("10.0.0.0").plus(0)->text(), "10.0.0.0");
  EXPECT_FALSE(ip("255.255.255.255").plus(1));
  EXPECT_EQ(ip("2001:db8::ffff").plus(1)->text(), "2001:db8::1:0");
  EXPECT_EQ(ip("::ffff:ffff:ffff:ffff").plus(1)->text(), "0:0:0:1::");
  EXPECT_FALSE(ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").plus(1));
  EXPECT_EQ(ip("10.0.1.0").distance_from(ip("10.0.0.255")), 1U);
  EXPECT_EQ(ip("::1:0:0:0").distance_from(ip("::")), 1ULL << 48U);
  EXPECT_FALSE(ip("10.0.0.1").distance_from(ip("10.0.0.2")));
  EXPECT_FALSE(ip("::1").distance_from(ip("0.0.0.0")));
  EXPECT_FALSE(ip("1::").distance_from(ip("::")));
}

TEST(IpAddress, OrdersAndClassifies) {
  EXPECT_LT(ip("10.0.0.2"), ip("10.0.0.10"));
  EXPECT_LT(ip("255.255.255.255"), ip("::"));
  EXPECT_TRUE(ip("127.1.2.3").is_loopback());
  EXPECT_TRUE(ip("::1").is_loopback());
  EXPECT_FALSE(ip("::2").is_loopback());
  EXPECT_TRUE(ip("224.0.0.1").is_multicast());
  EXPECT_TRUE(ip("ff02::1").is_multicast());
  EXPECT_TRUE(ip("169.254.1.1").is_link_local());
  EXPECT_TRUE(ip("fe80::1").is_link_local());
  EXPECT_FALSE(ip("2001:db8::1").is_link_local());
  EXPECT_TRUE(ip("0.0.0.0").is_unspecified());
  EXPECT_TRUE(ip("::").is_unspecified());
  EXPECT_TRUE(ip("::1").is_v6());
}

TEST(IpNetwork, ParsesCidr) {
  EXPECT_EQ(net("10.20.0.0/24").text(), "10.20.0.0/24");
  EXPECT_EQ(IpNetwork::parse_interface("10.20.0.5/24")->text(), "10.20.0.0/24");
  EXPECT_EQ(net("2001:DB8::/32").text(), "2001:db8::/32");
  for (const char* bad : {"10.20.0.5/24", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08",
                          "10.0.0.0/8x", "::/129", "/8"}) {
    EXPECT_FALSE(IpNetwork::parse(bad)) << bad;
  }
}

TEST(IpNetwork, KnowsItsEnds) {
  EXPECT_EQ(net("10.20.0.0/22").broadcast().text(), "10.20.3.255");
  EXPECT_EQ(net("10.20.0.0/24").first_usable().text(), "10.20.0.1");
  EXPECT_EQ(net("10.20.0.0/24").last_usable().text(), "10.20.0.254");
  EXPECT_EQ(net("10.20.0.0/24").usable(), 254U);
  EXPECT_EQ(net("10.20.0.0/31").usable(), 2U);
  EXPECT_EQ(net("10.20.0.0/32").usable(), 1U);
  EXPECT_EQ(net("0.0.0.0/0").usable(), 4294967294U);
  EXPECT_EQ(net("2001:db8::/64").first_usable().text(), "2001:db8::1");
  EXPECT_EQ(net("2001:db8::/64").last_usable().text(), "2001:db8::ffff:ffff:ffff:ffff");
  EXPECT_EQ(net("2001:db8::/64").usable(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(net("2001:db8::/120").usable(), 255U);
  EXPECT_EQ(net("::/0").usable(), std::numeric_limits<std::uint64_t>::max());
}

TEST(IpNetwork, ContainsAndOverlaps) {
  EXPECT_TRUE(net("10.20.0.0/23").contains(ip("10.20.1.9")));
  EXPECT_FALSE(net("10.20.0.0/23").contains(ip("10.20.2.0")));
  EXPECT_FALSE(net("0.0.0.0/0").contains(ip("::1")));
  EXPECT_TRUE(net("10.0.0.0/8").contains(net("10.1.0.0/16")));
  EXPECT_FALSE(net("10.1.0.0/16").contains(net("10.0.0.0/8")));
  EXPECT_TRUE(net("10.1.0.0/16").overlaps(net("10.0.0.0/8")));
  EXPECT_FALSE(net("10.1.0.0/16").overlaps(net("10.2.0.0/16")));
  EXPECT_FALSE(net("::/0").overlaps(net("0.0.0.0/0")));
}

TEST(IpRange, IsInclusive) {
  const IpRange range = IpRange::parse("10.0.0.5 - 10.0.0.9").value();
  EXPECT_EQ(range.text(), "10.0.0.5-10.0.0.9");
  EXPECT_TRUE(range.contains(ip("10.0.0.5")));
  EXPECT_TRUE(range.contains(ip("10.0.0.9")));
  EXPECT_FALSE(range.contains(ip("10.0.0.10")));
  EXPECT_FALSE(IpRange::parse("10.0.0.5"));
  EXPECT_FALSE(IpRange::parse("10.0.0.5-::1"));
}

}  // namespace
}  // namespace atlas::spec
