#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(fleet_name, "ATLAS-E2133", error, "the fleet name is malformed",
           "The fleet's name becomes part of file names, backup job ids and states: 1 to 31 characters of a-z, 0-9 and "
           "-, a letter first.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& name = fleet.metadata.name;
  if (name.size() > 31 || !consists_of(name, std::string(k_lower) + std::string(k_digits) + "-") ||
      k_lower.find(name[0]) == std::string_view::npos) {
    report.at("/metadata/name", "'" + name + "' is no fleet name", "use 1 to 31 of a-z, 0-9 and '-', a letter first");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
