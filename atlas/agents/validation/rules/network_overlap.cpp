#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

#include <algorithm>
#include <tuple>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(network_overlap, "ATLAS-W2029", warning, "two networks overlap",
           "Two declared networks have addresses in common although their bridge, vnet or VLAN differ. Machines then "
           "cannot reach each other reliably, and the same address can be given out twice. Usually one of the subnets "
           "is mistyped.",
           check);

struct Family {
  const char* name;
  std::optional<spec::Ipv4Network> spec::NetworkSpec::* part;
};
constexpr Family k_families[] = {{"ipv4", &spec::NetworkSpec::ipv4}, {"ipv6", &spec::NetworkSpec::ipv6}};

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  struct Entry {
    spec::IpNetwork subnet;
    const spec::NetworkSpec* network;
    const char* family;
  };
  std::vector<Entry> entries;
  for (const auto& network : fleet.networks) {
    for (const auto& family : k_families) {
      const auto& part = network.*family.part;
      if (const auto subnet = part ? spec::IpNetwork::parse_interface(part->subnet) : std::nullopt) {
        entries.push_back({*subnet, &network, family.name});
      }
    }
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.subnet, a.network->name) < std::tie(b.subnet, b.network->name);
  });
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].subnet.overlaps(entries[i - 1].subnet)) {
      report.at(member("/networks", entries[i].network->name) + "/" + entries[i].family + "/subnet",
                "networks '" + entries[i - 1].network->name + "' and '" + entries[i].network->name + "' overlap",
                "give each network its own subnet", entries[i - 1].subnet.text() + " and " + entries[i].subnet.text());
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
