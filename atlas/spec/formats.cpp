#include "atlas/spec/formats.hpp"

#include "atlas/spec/ip.hpp"
#include "atlas/spec/names.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <vector>

namespace atlas::spec {
namespace {

using Outcome = tl::expected<std::string, std::string>;
using Check = std::function<Outcome(const std::string&)>;

Outcome wrong(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

Outcome address(const std::string& text, int version) {
  const auto parsed = IpAddress::parse(text);
  const bool fits = parsed && (version == 0 || parsed->is_v4() == (version == 4));
  const std::string kind = version == 0 ? "IP" : version == 4 ? "IPv4" : "IPv6";
  return fits ? Outcome(parsed->text()) : wrong(fmt::format("is no {} address", kind));
}

Outcome network(const std::string& text, int version) {
  const auto wide = IpNetwork::parse_interface(text);
  if (!wide || wide->is_v4() != (version == 4)) {
    return wrong(
        fmt::format("is no IPv{} network such as {}", version, version == 4 ? "10.20.0.0/24" : "2001:db8::/64"));
  }
  return IpNetwork::parse(text)
             ? Outcome(wide->text())
             : wrong(fmt::format("is an address in a network; the network itself is {}", wide->text()));
}

Outcome range(const std::string& text, int version) {
  const auto parsed = IpRange::parse(text);
  const bool fits = parsed && parsed->from.is_v4() == (version == 4);
  return fits ? Outcome(parsed->text()) : wrong(fmt::format("is no range of IPv{} addresses, first-last", version));
}

Outcome nic(const std::string& text, int version) {
  std::vector<std::string> words{"auto", "dhcp", "none"};
  if (version == 6) {
    words.emplace_back("slaac");
  }
  if (std::find(words.begin(), words.end(), text) != words.end()) {
    return text;
  }
  if (IpNetwork::parse_interface(text)) {
    return wrong("has a prefix length; write the address alone, the network's subnet has the prefix");
  }
  const Outcome result = address(text, version);
  return result ? result : wrong(fmt::format("must be {} or an IPv{} address", text::join(words, ", "), version));
}

Outcome domain(const std::string& text) {
  return text.empty() || is_domain_name(text) ? Outcome(text) : wrong("is no domain name");
}

Outcome url(const std::string& text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("\"'`\\<>{}|^").find(c) == std::string_view::npos;
  });
  return text.empty() || (scheme && clean && text.size() > 8) ? Outcome(text) : wrong("is no http(s) URL");
}

const std::map<std::string, Check, std::less<>>& checks() {
  static const std::map<std::string, Check, std::less<>> k_checks{
      {"ip", [](const std::string& t) { return address(t, 0); }},
      {"ipv4", [](const std::string& t) { return address(t, 4); }},
      {"ipv6", [](const std::string& t) { return address(t, 6); }},
      {"ipv4-network", [](const std::string& t) { return network(t, 4); }},
      {"ipv6-network", [](const std::string& t) { return network(t, 6); }},
      {"ipv4-range", [](const std::string& t) { return range(t, 4); }},
      {"ipv6-range", [](const std::string& t) { return range(t, 6); }},
      {"nic-ipv4", [](const std::string& t) { return nic(t, 4); }},
      {"nic-ipv6", [](const std::string& t) { return nic(t, 6); }},
      {"domain", domain},
      {"url", url}};
  return k_checks;
}

}  // namespace

std::optional<tl::expected<std::string, std::string>> check_format(std::string_view format, const std::string& text) {
  const auto it = checks().find(format);
  return it == checks().end() ? std::nullopt : std::optional(it->second(text));
}

}  // namespace atlas::spec
