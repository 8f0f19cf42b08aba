#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(gateway_in_subnet, "ATLAS-E2027", error, "a gateway is not in its subnet",
           "Machines reach the gateway directly, so it has to be an address for machines in the network's own subnet: "
           "not another network, not the network or broadcast address.",
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
      const auto subnet = part ? spec::IpNetwork::parse_interface(part->subnet) : std::nullopt;
      if (!subnet || part->gateway.empty()) {
        continue;
      }
      const auto gateway = spec::IpAddress::parse(part->gateway);
      // IPv6 routers are often named by their link-local address.
      const bool link_local = gateway && gateway->is_v6() && gateway->is_link_local();
      if (!gateway || (!link_local && (!subnet->contains(*gateway) || *gateway < subnet->first_usable() ||
                                       *gateway > subnet->last_usable()))) {
        report.at(
            member("/networks", network.name) + "/" + family.name + "/gateway",
            "network '" + network.name + "': gateway " + part->gateway + " is no machine's address in " + part->subnet,
            "use an address from " + subnet->first_usable().text() + " to " + subnet->last_usable().text());
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
