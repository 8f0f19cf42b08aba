#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(timezone_grammar, "ATLAS-E2132", error, "the time zone is malformed",
           "Time zones are names of the tz database: Area/City such as Europe/Rome, or UTC. Abbreviations and offsets "
           "change their meaning with the season.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto& zone = fleet.metadata.timezone;
  const auto parts = text::split(zone, '/');
  const bool shaped = parts.size() <= 3 && std::all_of(parts.begin(), parts.end(), [](const auto& part) {
                        return consists_of(part, std::string(k_alphanumeric) + "_+-") &&
                               k_digits.find(part[0]) == std::string_view::npos;
                      });
  if (!shaped || (parts.size() == 1 && zone != "UTC")) {
    report.at("/metadata/timezone", "'" + zone + "' is no time zone name", "write it like Europe/Rome or UTC");
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
