#include "atlas/agents/validation/rules/support.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(template_exists, "ATLAS-E2005", error, "a machine names an unknown template",
           "Every machine is a clone of a template that is declared under templates with its operating system, VMID, "
           "node and storage. Correct the name, or declare the template.",
           check);

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::vector<std::string> names;
  for (const auto& image : fleet.templates) {
    names.push_back(image.name);
  }
  for (const auto& machine : fleet.machines) {
    if (machine.template_name.empty()) {
      report.on(machine, "/template", "has no template", nearest_fix("", names, "declare one under templates"));
    } else if (find_template(fleet, machine.template_name) == nullptr) {
      report.on(machine, "/template", "template '" + machine.template_name + "' is not declared",
                nearest_fix(machine.template_name, names, "declare it under templates"));
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
