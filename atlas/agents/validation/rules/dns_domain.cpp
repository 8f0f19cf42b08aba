#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/names.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(dns_domain, "ATLAS-E2034", error, "a DNS domain is malformed",
           "A domain is labels of letters, digits and - joined by dots, 63 characters a label and 253 in all. The "
           "longest machine name has to fit in front of it.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& network : fleet.networks) {
    const auto& domain = network.dns.domain;
    if (!domain.empty() && (!spec::is_domain_name(domain) || domain.size() > 189)) {
      report.at(member("/networks", network.name) + "/dns/domain",
                "network '" + network.name + "': '" + domain + "' is no domain", "write it like example.org");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
