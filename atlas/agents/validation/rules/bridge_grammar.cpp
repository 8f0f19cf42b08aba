#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(bridge_grammar, "ATLAS-E2023", error, "a bridge or vnet name is impossible",
           "A bridge is a Linux network interface: a letter first, then letters, digits, - _ and ., 15 characters at "
           "most. A vnet has 1 to 8 letters and digits, a letter first.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto letters = std::string(k_lower) + std::string(k_upper);
  for (const auto& network : fleet.networks) {
    const auto is_name = [&](const std::string& name, std::size_t most, const std::string& more) {
      return name.size() <= most && letters.find(name[0]) != std::string::npos &&
             consists_of(name, std::string(k_alphanumeric) + more);
    };
    if (!network.bridge.empty() && !is_name(network.bridge, 15, "-_.")) {
      report.at(member("/networks", network.name) + "/bridge",
                "network '" + network.name + "': '" + network.bridge + "' is no bridge name",
                "use a name such as vmbr0");
    }
    if (!network.vnet.empty() && !is_name(network.vnet, 8, "")) {
      report.at(member("/networks", network.name) + "/vnet",
                "network '" + network.name + "': '" + network.vnet + "' is no vnet name",
                "use 1 to 8 letters and digits, a letter first");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
