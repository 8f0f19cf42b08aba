#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(secret_reference, "ATLAS-E2047", error, "a secret is not given by reference",
           "The spec holds no secrets, only where they come from: env:NAME, file:PATH, vault:mount/path#field or "
           "age:FILE#key. The value itself would end up in version control.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  if (!fleet.cluster.api_token.empty() && !is_secret_reference(fleet.cluster.api_token)) {
    report.at("/cluster/api_token", "cluster.api_token is no reference to a secret",
              "write env:PROXMOX_VE_API_TOKEN, file:PATH, vault:mount/path#field or age:FILE#key");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
