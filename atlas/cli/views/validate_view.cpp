#include "atlas/cli/views/validate_view.hpp"

#include "atlas/cli/views/phases.hpp"
#include "atlas/spec/blueprint.hpp"
#include "atlas/utils/text.hpp"

#include <fmt/format.h>
#include <set>

namespace atlas::cli {
namespace {

std::string machines_text(const spec::Blueprint& blueprint) {
  std::set<std::string> nodes;
  for (const spec::MachinePlan& machine : blueprint.machines) {
    nodes.insert(machine.node);
  }
  return fmt::format("{} on {}, environment {}", counted(blueprint.machines.size(), "machine"),
                     counted(nodes.size(), "node"), blueprint.fleet.environment);
}

}  // namespace

std::string ValidateView::text(const Style& style) const {
  if (!report_.succeeded) {
    return "";
  }
  const std::string facts =
      report_.blueprint.is_object() ? ": " + machines_text(report_.blueprint.get<spec::Blueprint>()) : "";
  return fmt::format("{} {}{}\n", text::printable(spec_path_), style.good("is valid"), facts);
}

Json ValidateView::json() const {
  return {
      {"spec", spec_path_}, {"valid", report_.succeeded}, {"phases", report_.phases}, {"blueprint", report_.blueprint}};
}

}  // namespace atlas::cli
