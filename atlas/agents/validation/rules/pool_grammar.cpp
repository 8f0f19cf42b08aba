#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(pool_grammar, "ATLAS-E2071", error, "a pool name is malformed",
           "A pool name has letters, digits, - _ and ., up to three levels with / between them; the last level starts "
           "with a letter.",
           check);

bool is_pool(const std::string& name) {
  const auto parts = text::split(name, '/');
  const bool letters = std::all_of(parts.begin(), parts.end(), [](const auto& part) {
    return consists_of(part, std::string(k_alphanumeric) + "-_.");
  });
  const auto first = letters ? parts.back()[0] : '-';
  return letters && parts.size() <= 3 &&
         (k_lower.find(first) != std::string_view::npos || k_upper.find(first) != std::string_view::npos);
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  for (const auto& machine : fleet.machines) {
    if (!machine.pool.empty() && !is_pool(machine.pool)) {
      report.on(machine, "/pool", "'" + machine.pool + "' is no pool name",
                "use letters, digits, '-', '_' and '.', a letter first");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
