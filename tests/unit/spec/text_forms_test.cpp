#include "atlas/spec/formats.hpp"
#include "atlas/spec/names.hpp"
#include "atlas/spec/patterns.hpp"
#include "atlas/spec/sizes.hpp"

#include <gtest/gtest.h>

namespace atlas::spec {
namespace {

TEST(Sizes, BinaryAndDecimalUnits) {
  struct Case {
    const char* text;
    std::optional<std::int64_t> mib;
    std::optional<std::int64_t> gib;
  };
  const Case k_cases[] = {{"4096", 4096, 4096},
                          {"4G", 4096, 4},
                          {"4GiB", 4096, 4},
                          {"4 gib", 4096, 4},
                          {"512M", 512, {}},
                          {"1T", 1 << 20, 1024},
                          {"1.5T", 1536 << 10, 1536},
                          {"0.5G", 512, {}},
                          {"4096 MiB", 4096, 4},
                          {"1024K", 1, {}},
                          {"1K", {}, {}},
                          {"10GB", 9536, 9},
                          {"1 TB", 953674, 931},
                          {"500GB", 476837, 465},
                          {"1.5", {}, {}},
                          {"2.0", 2, 2},
                          {"1.3G", {}, {}},
                          {"0", 0, 0},
                          {"", {}, {}},
                          {"G", {}, {}},
                          {"-1G", {}, {}},
                          {"4X", {}, {}},
                          {"4GG", {}, {}},
                          {"4 G B", {}, {}},
                          {"1e3", {}, {}},
                          {"99999999999999999T", {}, {}},
                          {"9999999T", {}, {}},
                          {"4.G", {}, {}},
                          {".5G", {}, {}},
                          {"1.2.3G", {}, {}},
                          {"1.0000001G", {}, {}},
                          {"4G\n", 4096, 4}};
  for (const Case& one : k_cases) {
    EXPECT_EQ(parse_size(one.text, SizeUnit::mib), one.mib) << one.text;
    EXPECT_EQ(parse_size(one.text, SizeUnit::gib), one.gib) << one.text;
  }
  EXPECT_EQ(size_text(4096, SizeUnit::mib), "4 GiB");
  EXPECT_EQ(size_text(1536, SizeUnit::mib), "1536 MiB");
  EXPECT_EQ(size_text(1048576, SizeUnit::mib), "1 TiB");
  EXPECT_EQ(size_text(20, SizeUnit::gib), "20 GiB");
  EXPECT_EQ(size_text(10240, SizeUnit::gib), "10 TiB");
  EXPECT_EQ(size_text(0, SizeUnit::gib), "0 GiB");
}

TEST(Patterns, StandForNames) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(NamePattern::parse("web-{01..03}")->names(), (Names{"web-01", "web-02", "web-03"}));
  EXPECT_EQ(NamePattern::parse("a{8..11}")->names(), (Names{"a8", "a9", "a10", "a11"}));
  EXPECT_EQ(NamePattern::parse("{1..2}x{1..2}")->names(), (Names{"1x1", "1x2", "2x1", "2x2"}));
  EXPECT_EQ(NamePattern::parse("plain")->names(), Names{"plain"});
  EXPECT_FALSE(NamePattern::parse("plain")->expands());
  EXPECT_TRUE(NamePattern::parse("a{1..1}")->expands());
  for (const char* bad : {"a{", "a}", "a{}", "a{1}", "a{1..}", "a{..2}", "a{2..1}", "a{1...3}", "a{x..y}",
                          "a{1..999999}", "a{{1..2}}", "a{-1..2}"}) {
    EXPECT_FALSE(NamePattern::parse(bad)) << bad;
  }
  EXPECT_EQ(NamePattern::parse("{0..99999}{0..99999}{0..99999}")->size(), 1'000'000'000U) << "counted, not made";
}

TEST(Patterns, GlobsAndSelectors) {
  EXPECT_TRUE(glob_matches("web-*", "web-01"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("a*b*c", "aXbYbZc"));
  EXPECT_TRUE(glob_matches("web-0?", "web-01"));
  EXPECT_FALSE(glob_matches("web-?", "web-01"));
  EXPECT_FALSE(glob_matches("web", "web-01"));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_FALSE(glob_matches(std::string(200, '*') + "b", std::string(5000, 'a'))) << "and in linear time";
  EXPECT_TRUE(selects("web-{01..03}", "web-02"));
  EXPECT_FALSE(selects("web-{01..03}", "web-04"));
  EXPECT_FALSE(selects("web-{3..1}", "web-2"));
  EXPECT_TRUE(selects("{a..b}*", "x") == false);
}

TEST(Names, HostAndMachineNames) {
  for (const char* good : {"a", "web-01", "0a", "a0"}) {
    EXPECT_TRUE(is_machine_name(good)) << good;
  }
  for (const char* bad : {"", "-a", "a-", "a_b", "A", "a.b", "é", "123",
                          "w\xD0\xB5"
                          "b"}) {
    EXPECT_FALSE(is_machine_name(bad)) << bad;
  }
  EXPECT_TRUE(is_machine_name(std::string(63, 'a')));
  EXPECT_FALSE(is_machine_name(std::string(64, 'a')));
  EXPECT_FALSE(is_machine_name(std::string(10'000, 'a')));
  EXPECT_TRUE(is_host_label("123"));
  EXPECT_TRUE(is_domain_name("Shop.example.ORG"));
  EXPECT_FALSE(is_domain_name("shop..org"));
  EXPECT_FALSE(is_domain_name("shop.org."));
  EXPECT_FALSE(is_domain_name(""));
  EXPECT_TRUE(is_user_name("_svc-1"));
  EXPECT_FALSE(is_user_name("1a"));
  EXPECT_FALSE(is_user_name("-a"));
  EXPECT_FALSE(is_user_name("root:x"));
  EXPECT_TRUE(is_reserved_name("localhost"));
  EXPECT_FALSE(is_reserved_name("web-01"));
}

TEST(Formats, CheckAndMakeCanonical) {
  EXPECT_EQ(**check_format("ipv6", "2001:DB8:0::1"), "2001:db8::1");
  EXPECT_EQ(**check_format("ipv4-network", "10.0.0.0/8"), "10.0.0.0/8");
  EXPECT_FALSE(*check_format("ipv4-network", "10.0.0.1/8"));
  EXPECT_NE(check_format("ipv4-network", "10.0.0.1/8")->error().find("10.0.0.0/8"), std::string::npos);
  EXPECT_FALSE(*check_format("ipv4-network", "2001:db8::/32"));
  EXPECT_FALSE(*check_format("ipv4", "10.0.0.256"));
  EXPECT_FALSE(*check_format("ipv4", "10.0.0.01"));
  EXPECT_TRUE(*check_format("ip", "::1"));
  EXPECT_FALSE(*check_format("ip", "host"));
  EXPECT_TRUE(*check_format("ipv4-range", "10.0.0.1-10.0.0.9"));
  EXPECT_FALSE(*check_format("ipv4-range", "10.0.0.9-10.0.0.1"));
  EXPECT_FALSE(*check_format("ipv6-range", "10.0.0.1-10.0.0.9"));
  EXPECT_TRUE(*check_format("nic-ipv4", "auto"));
  EXPECT_FALSE(*check_format("nic-ipv4", "slaac"));
  EXPECT_TRUE(*check_format("nic-ipv6", "slaac"));
  EXPECT_FALSE(*check_format("nic-ipv4", "10.0.0.1/24"));
  EXPECT_FALSE(*check_format("nic-ipv4", "2001:db8::1"));
  EXPECT_TRUE(*check_format("domain", ""));
  EXPECT_FALSE(*check_format("domain", "a b"));
  EXPECT_TRUE(*check_format("url", "https://mirror.example.org/debian"));
  EXPECT_FALSE(*check_format("url", "ftp://x"));
  EXPECT_FALSE(*check_format("url", "https://a b"));
  EXPECT_FALSE(check_format("unknown", "x"));
}

}  // namespace
}  // namespace atlas::spec
