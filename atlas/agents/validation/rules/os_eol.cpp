#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(os_eol, "ATLAS-W2008", warning, "an operating system is out of support",
           "The operating system gets no more security updates since the date given. New machines should start on a "
           "supported release. The date is compared with the release date of this ATLAS, so that the result does not "
           "depend on the day.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::set<std::string> used;
  for (const auto& machine : fleet.machines) {
    used.insert(machine.template_name);
  }
  for (const auto& image : fleet.templates) {
    const auto* system = context.systems.find(image.os);
    if (system != nullptr && used.count(image.name) > 0 && !system->eol.empty() && system->eol < k_release_date) {
      report.at(member("/templates", image.name) + "/os",
                "template '" + image.name + "': support of " + system->title + " ended on " + system->eol,
                "build a template of a newer release");
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
