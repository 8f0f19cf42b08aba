#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

#include <limits>
#include <map>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(address_automatic, "ATLAS-E2032", error, "an automatic address cannot be given",
           "auto takes an address from the network's range, or from its subnet when it has no range. So the network "
           "needs a subnet of that version, and enough addresses for all machines that ask for one.",
           check);

struct Family {
  const char* name;
  std::string spec::NicSpec::* wanted;
  std::optional<spec::Ipv4Network> spec::NetworkSpec::* part;
};
constexpr Family k_families[] = {{"ipv4", &spec::NicSpec::ipv4, &spec::NetworkSpec::ipv4},
                                 {"ipv6", &spec::NicSpec::ipv6, &spec::NetworkSpec::ipv6}};

std::uint64_t capacity(const spec::Ipv4Network& part) {
  constexpr auto k_plenty = std::numeric_limits<std::uint64_t>::max() - 1;
  const auto from = spec::IpAddress::parse(part.from);
  const auto to = spec::IpAddress::parse(part.to);
  if (from && to) {
    const auto distance = to->distance_from(*from);
    return distance ? std::min(*distance, k_plenty - 1) + 1 : k_plenty;
  }
  const auto subnet = spec::IpNetwork::parse_interface(part.subnet);
  return subnet ? std::min(subnet->usable(), k_plenty) : k_plenty;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::map<std::pair<std::string, std::string>, std::uint64_t> asked;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      for (const auto& family : k_families) {
        const auto* network = find_network(fleet, machine.nics[i].network);
        if (machine.nics[i].*family.wanted != "auto" || network == nullptr) {
          continue;
        }
        const auto& part = network->*family.part;
        if (!part) {
          report.on(
              machine, item("/nics", i) + "/" + family.name,
              "network '" + network->name + "' has no " + std::string(family.name) + " subnet to take an address from",
              "add " + std::string(family.name) + " to the network, or set it to dhcp or none");
        } else if (++asked[{network->name, family.name}] == capacity(*part) + 1) {
          report.at(member("/networks", network->name) + "/" + family.name,
                    "network '" + network->name + "' has only " + std::to_string(capacity(*part)) + " automatic " +
                        family.name + " addresses, which is too few",
                    "widen its range");
        }
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
