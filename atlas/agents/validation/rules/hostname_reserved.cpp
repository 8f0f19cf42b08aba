#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/spec/names.hpp"
#include "atlas/utils/text.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(hostname_reserved, "ATLAS-E2003", error, "a machine name is reserved",
           "Programs give some names a meaning of their own (localhost, broadcasthost, ...), and a machine that is "
           "named like a Proxmox VE node is taken for the node in DNS, in /etc/hosts and in the inventory. Rename the "
           "machine.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::set<std::string> nodes;
  for (const auto& node : fleet.cluster.nodes) {
    nodes.insert(text::lower(node.name.str()));
  }
  for (const auto& machine : fleet.machines) {
    if (spec::is_reserved_name(machine.name.str())) {
      report.on(machine, "/name", "is a reserved name", "choose another name");
    } else if (nodes.count(text::lower(machine.name.str())) > 0) {
      report.on(machine, "/name", "is the name of a node", "choose another name");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
