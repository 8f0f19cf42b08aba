#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(node_exists, "ATLAS-E2040", error, "an unknown node is named",
           "Machines, templates, storages and high availability name nodes that are declared under cluster.nodes. "
           "Correct the name, or declare the node.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto names = node_names(fleet);
  const auto check_node = [&](const spec::NodeName& node, const std::string& pointer, const std::string& who) {
    if (find_node(fleet, node) == nullptr) {
      report.at(pointer, who + ": node '" + node.str() + "' is not declared",
                nearest_fix(node.str(), names, "declare it under cluster.nodes"));
    }
  };
  for (const auto& image : fleet.templates) {
    check_node(image.node, member("/templates", image.name) + "/node", "template '" + image.name + "'");
  }
  for (std::size_t i = 0; i < fleet.cluster.storage.size(); ++i) {
    const auto& storage = fleet.cluster.storage[i];
    for (std::size_t n = 0; n < storage.nodes.size(); ++n) {
      check_node(storage.nodes[n], item(item("/cluster/storage", i) + "/nodes", n),
                 "storage '" + storage.id.str() + "'");
    }
  }
  for (const auto& machine : fleet.machines) {
    if (machine.node) {
      check_node(*machine.node, machine.origin + "/node", machine.name.str());
    }
    for (std::size_t n = 0; n < machine.ha.nodes.size(); ++n) {
      check_node(machine.ha.nodes[n], item(machine.origin + "/ha/nodes", n), machine.name.str());
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
