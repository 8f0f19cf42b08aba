#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"
#include "atlas/spec/names.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(mirror_addresses, "ATLAS-E2121", error, "a mirror address is malformed",
           "Mirrors are http or https URLs without user and password; provider_mirror is an https URL that ends with / "
           "or an absolute path; container_registry is host[:port][/path] without https://; time servers are names or "
           "addresses.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& mirror = fleet.mirror;
  const auto url = [&](const std::string& key, const std::string& value) {
    if (!value.empty() && !is_url(value)) {
      report.at("/mirror/" + key, "mirror." + key + " is no http or https URL without user and password",
                "write it like https://mirror.example.org/debian");
    }
  };
  url("apt", mirror.apt);
  url("yum", mirror.yum);
  url("image_base", mirror.image_base);
  url("ansible_galaxy", mirror.ansible_galaxy);
  url("python_index", mirror.python_index);
  const auto& provider = mirror.provider_mirror;
  const bool is_https = provider.rfind("https://", 0) == 0 && is_url(provider) && provider.back() == '/';
  if (!provider.empty() && provider.front() != '/' && !is_https) {
    report.at("/mirror/provider_mirror", "mirror.provider_mirror is neither an https URL that ends with / nor a path",
              "write an https URL that ends with /, or an absolute path");
  }
  const auto& registry = mirror.container_registry;
  if (!registry.empty() && !consists_of(registry, std::string(k_alphanumeric) + ".-_:/")) {
    report.at("/mirror/container_registry", "mirror.container_registry is no registry's address",
              "write host[:port][/path]");
  } else if (registry.find("://") != std::string::npos) {
    report.at("/mirror/container_registry", "mirror.container_registry starts with a scheme",
              "write host[:port][/path]");
  }
  for (std::size_t i = 0; i < mirror.ntp_servers.size(); ++i) {
    const auto& server = mirror.ntp_servers[i];
    if (!spec::IpAddress::parse(server) && !spec::is_domain_name(server)) {
      report.at(item("/mirror/ntp_servers", i), "'" + server + "' is no time server", "write a name or an address");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
