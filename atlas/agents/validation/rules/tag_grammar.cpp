#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(tag_grammar, "ATLAS-E2070", error, "a tag is malformed",
           "Proxmox VE takes tags of a-z, 0-9, _, -, + and ., a letter, digit or _ first. ATLAS writes them in lower "
           "case because the cluster would change them otherwise, and every plan would show a difference.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  constexpr std::string_view k_first = "abcdefghijklmnopqrstuvwxyz0123456789_";
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.tags.size(); ++i) {
      const auto& tag = machine.tags[i];
      if (!consists_of(tag, std::string(k_first) + "-+.") || k_first.find(tag[0]) == std::string_view::npos) {
        report.on(machine, item("/tags", i), "'" + tag + "' is no tag", "use a-z, 0-9, '_', '-', '+' and '.'");
      }
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
