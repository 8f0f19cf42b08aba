#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(monitoring_server, "ATLAS-E2140", error, "the monitoring server is unknown",
           "monitoring.server names the machine of this fleet that runs Prometheus. Leave it out when Prometheus runs "
           "elsewhere.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& server = fleet.monitoring.server;
  if (fleet.monitoring.enabled && server && find_machine(fleet, server->str()) == nullptr) {
    std::vector<std::string> names;
    for (const auto& machine : fleet.machines) {
      names.push_back(machine.name.str());
    }
    report.at("/monitoring/server", "monitoring server '" + server->str() + "' is no machine of the fleet",
              nearest_fix(server->str(), names, "name a machine, or leave it out"));
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
