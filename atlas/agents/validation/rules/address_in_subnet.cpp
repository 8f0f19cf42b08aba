#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(address_in_subnet, "ATLAS-E2030", error, "an address does not fit its network",
           "A fixed address has to lie in the subnet of the NIC's network and must not be the network address, the "
           "broadcast address, the gateway or a DNS server of it.",
           check);

struct Family {
  const char* name;
  std::string spec::NicSpec::* wanted;
  std::optional<spec::Ipv4Network> spec::NetworkSpec::* part;
};
constexpr Family k_families[] = {{"ipv4", &spec::NicSpec::ipv4, &spec::NetworkSpec::ipv4},
                                 {"ipv6", &spec::NicSpec::ipv6, &spec::NetworkSpec::ipv6}};

bool is_keyword(std::string_view text) {
  return text == "auto" || text == "dhcp" || text == "none" || text == "slaac" || text.empty();
}

std::string obstacle(const spec::NetworkSpec& network, const std::optional<spec::Ipv4Network>& part,
                     const std::string& text, bool is_v4) {
  const auto address = spec::IpAddress::parse(text);
  const auto subnet = part ? spec::IpNetwork::parse_interface(part->subnet) : std::nullopt;
  if (!address || address->is_v4() != is_v4) {
    return is_v4 ? "is no IPv4 address" : "is no IPv6 address";
  }
  if (!subnet) {
    return "has no subnet in network '" + network.name + "'";
  }
  if (!subnet->contains(*address)) {
    return "is not in " + part->subnet;
  }
  if (*address < subnet->first_usable() || *address > subnet->last_usable()) {
    return "is the network or broadcast address of " + part->subnet;
  }
  if (spec::IpAddress::parse(part->gateway) == address) {
    return "is the gateway of " + part->subnet;
  }
  const auto& servers = network.dns.servers;
  const bool is_dns = std::any_of(servers.begin(), servers.end(),
                                  [&](const auto& server) { return spec::IpAddress::parse(server) == address; });
  return is_dns ? "is a DNS server of network '" + network.name + "'" : "";
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      for (const auto& family : k_families) {
        const auto& wanted = machine.nics[i].*family.wanted;
        const auto* network = find_network(fleet, machine.nics[i].network);
        if (is_keyword(wanted) || network == nullptr) {
          continue;
        }
        const auto why = obstacle(*network, network->*family.part, wanted, std::string_view(family.name) == "ipv4");
        if (!why.empty()) {
          report.on(machine, item("/nics", i) + "/" + family.name, "address " + wanted + " " + why,
                    "choose a free address of network '" + network->name + "', or auto");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
