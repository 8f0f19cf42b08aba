#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/ip.hpp"
#include "atlas/spec/names.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(monitoring_addresses, "ATLAS-E2141", error, "an address of the monitoring is malformed",
           "alert_email is one mail address, log_server is host:port, and metrics are kept for 0 (the environment's "
           "default) to 3650 days.",
           check);

bool is_host_and_port(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || !number_in(text.substr(colon + 1), 1, 65'535)) {
    return false;
  }
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    const auto address = spec::IpAddress::parse(host.substr(1, host.size() - 2));
    return address && address->is_v6();
  }
  return spec::is_domain_name(host) || spec::IpAddress::parse(host).has_value();
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& monitoring = fleet.monitoring;
  const auto at_sign = monitoring.alert_email.find('@');
  if (!monitoring.alert_email.empty() && (at_sign == 0 || at_sign == std::string::npos ||
                                          !spec::is_domain_name(monitoring.alert_email.substr(at_sign + 1)) ||
                                          monitoring.alert_email.find_first_of(" ,;<>\"'") != std::string::npos)) {
    report.at("/monitoring/alert_email", "monitoring.alert_email is no mail address",
              "write it like oncall@example.org");
  }
  if (!monitoring.log_server.empty() && !is_host_and_port(monitoring.log_server)) {
    report.at("/monitoring/log_server", "monitoring.log_server is not host:port",
              "write it like logs.example.org:6514");
  }
  if (monitoring.retention_days < 0 || monitoring.retention_days > 3650) {
    report.at("/monitoring/retention_days",
              "metrics cannot be kept for " + std::to_string(monitoring.retention_days) + " days", "use 0 to 3650");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
