#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(endpoint_grammar, "ATLAS-E2048", error, "the endpoint is no URL",
           "cluster.endpoint is the https URL of any node, without a path and without user and password, or a "
           "reference such as env:PROXMOX_VE_ENDPOINT. The provider refuses plain http.",
           check);

bool has_path(std::string_view endpoint) {
  constexpr std::string_view k_scheme = "https://";
  const auto slash = endpoint.find('/', k_scheme.size());
  return slash != std::string_view::npos && slash + 1 != endpoint.size();
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& endpoint = fleet.cluster.endpoint;
  const bool is_https = endpoint.rfind("https://", 0) == 0 && is_url(endpoint) && !has_path(endpoint) &&
                        endpoint.find_first_of("?#") == std::string::npos;
  if (!is_https && !is_secret_reference(endpoint)) {
    report.at("/cluster/endpoint", "cluster.endpoint is neither an https URL nor a reference",
              "write it like https://pve.example.org:8006 or env:PROXMOX_VE_ENDPOINT");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
