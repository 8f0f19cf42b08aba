#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(range_in_subnet, "ATLAS-E2028", error, "an address range is not in its subnet",
           "Automatic addresses are given out from the range, so both its ends have to be addresses for machines in "
           "the subnet, the lower one first.",
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
      if (!subnet || (part->from.empty() && part->to.empty())) {
        continue;
      }
      const auto from = spec::IpAddress::parse(part->from);
      const auto to = spec::IpAddress::parse(part->to);
      if (!from || !to || *to < *from || !subnet->contains(*from) || !subnet->contains(*to) ||
          *from < subnet->first_usable() || *to > subnet->last_usable()) {
        report.at(member("/networks", network.name) + "/" + family.name + "/range",
                  "network '" + network.name + "': range " + part->from + "-" + part->to + " is not in " + part->subnet,
                  "use addresses from " + subnet->first_usable().text() + " to " + subnet->last_usable().text());
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
