#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(node_declared, "ATLAS-E2041", error, "the nodes are declared wrongly",
           "Each node is declared once, with the name that Proxmox VE knows: letters, digits and -, without - at "
           "either end, 63 characters at most. At least one is needed.",
           check);

bool is_node_name(const std::string& name) {
  return name.size() <= 63 && consists_of(name, std::string(k_alphanumeric) + "-") && name.front() != '-' &&
         name.back() != '-';
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < fleet.cluster.nodes.size(); ++i) {
    const auto& name = fleet.cluster.nodes[i].name.str();
    const auto pointer = item("/cluster/nodes", i);
    if (!is_node_name(name)) {
      report.at(pointer, "'" + name + "' is no node name", "use the name that 'pvecm nodes' shows");
    } else if (!seen.insert(text::lower(name)).second) {
      report.at(pointer, "node '" + name + "' is declared twice", "remove one of the two");
    }
  }
  if (fleet.cluster.nodes.empty()) {
    report.at("/cluster/nodes", "no node is declared", "declare the cluster's nodes");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
