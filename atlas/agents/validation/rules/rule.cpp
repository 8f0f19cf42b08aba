#include "atlas/agents/validation/rules/rule.hpp"

namespace atlas::agents::validation::rules {

void check_all(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  for (const auto& [name, entry] : Registry<Rule>::entries()) {
    entry.descriptor.check(fleet, context, diagnostics);
  }
}

}  // namespace atlas::agents::validation::rules
