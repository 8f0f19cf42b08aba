#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(network_exists, "ATLAS-E2020", error, "an unknown network is named",
           "NICs are attached to networks that are declared under networks. Correct the name, or declare the network.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::vector<std::string> names;
  for (const auto& network : fleet.networks) {
    names.push_back(network.name);
  }
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.nics.size(); ++i) {
      const auto& name = machine.nics[i].network;
      if (find_network(fleet, name) == nullptr) {
        report.on(machine, item("/nics", i) + "/network", "network '" + name + "' is not declared",
                  nearest_fix(name, names, "declare it under networks"));
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
