#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(template_os, "ATLAS-E2006", error, "a template has an unknown operating system",
           "ATLAS has to know the family of the operating system to install software on it. The known ones are listed "
           "in the OS catalogue (config/os.yaml). Correct the name.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::vector<std::string> known;
  for (const auto& [id, system] : context.systems.all()) {
    known.push_back(id);
  }
  for (const auto& image : fleet.templates) {
    if (context.systems.find(image.os) == nullptr) {
      report.at(member("/templates", image.name) + "/os",
                "template '" + image.name + "': operating system '" + image.os + "' is not known",
                nearest_fix(image.os, known, "use a known one"));
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
