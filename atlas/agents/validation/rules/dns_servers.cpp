#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(dns_servers, "ATLAS-E2033", error, "a DNS server is no address",
           "Guests need the addresses of their DNS servers: they cannot look up the name of a name server. "
           "Unspecified, loopback and multicast addresses are no servers.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    for (std::size_t i = 0; i < network.dns.servers.size(); ++i) {
      const auto address = spec::IpAddress::parse(network.dns.servers[i]);
      if (!address || address->is_loopback() || address->is_multicast() || address->is_unspecified()) {
        report.at(item(member("/networks", network.name) + "/dns/servers", i),
                  "network '" + network.name + "': DNS server '" + network.dns.servers[i] + "' is no server's address",
                  "write an IPv4 or IPv6 address");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
