#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(subnet_valid, "ATLAS-E2026", error, "a subnet is no network in CIDR form",
           "A subnet is written as its lowest address and a prefix length (10.20.0.0/24, fd00:20::/64), of the version "
           "that the key says. An IPv4 subnet for machines has a prefix of 8 to 30, an IPv6 subnet one of 8 to 126.",
           check);

struct Family {
  const char* name;
  std::optional<spec::Ipv4Network> spec::NetworkSpec::* part;
};
constexpr Family k_families[] = {{"ipv4", &spec::NetworkSpec::ipv4}, {"ipv6", &spec::NetworkSpec::ipv6}};

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    for (const auto& family : k_families) {
      const auto& part = network.*family.part;
      if (!part) {
        continue;
      }
      const auto pointer = member("/networks", network.name) + "/" + family.name + "/subnet";
      const auto subnet = spec::IpNetwork::parse(part->subnet);
      const bool is_v4 = std::string_view(family.name) == "ipv4";
      if (!subnet || subnet->is_v4() != is_v4) {
        const auto meant = spec::IpNetwork::parse_interface(part->subnet);
        report.at(pointer, "network '" + network.name + "': '" + part->subnet + "' is no " + family.name + " subnet",
                  meant ? "write " + meant->text() : "write it as address/prefix, such as 10.20.0.0/24");
      } else if (subnet->prefix() < 8 || subnet->prefix() > (is_v4 ? 30 : 126)) {
        report.at(pointer, "network '" + network.name + "': subnet " + part->subnet + " has an unusual size",
                  is_v4 ? "use a prefix of 8 to 30" : "use a prefix of 8 to 126");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
