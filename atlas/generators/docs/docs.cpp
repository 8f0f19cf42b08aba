#include "atlas/generators/component_files.hpp"
#include "atlas/generators/docs/alerts.hpp"
#include "atlas/generators/docs/diagrams.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"

#include <algorithm>
#include <set>

namespace atlas::generators {
namespace {

constexpr std::string_view k_section = "docs";

void add_machine_sheets(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  for (const spec::MachinePlan& machine : input.blueprint.machines) {
    render_file(input, "docs/machines/_machine.md.j2", {{"machine", machine}}, "docs/machines/" + machine.name + ".md",
                k_section, tree, diagnostics);
  }
}

// Which names of packages, paths and units hold on the component's machines.
std::set<std::string> families_of(const spec::Blueprint& blueprint, const spec::ComponentPlan& component) {
  std::set<std::string> families;
  for (const spec::MachinePlan& machine : blueprint.machines) {
    if (std::find(component.machines.begin(), component.machines.end(), machine.name) != component.machines.end()) {
      families.insert(machine.os_family);
    }
  }
  return families;
}

std::string own_words(const GeneratorInput& input, const spec::ComponentPlan& component, Diagnostics& diagnostics) {
  const spec::Component* known = input.catalogue.find(component.name);
  if (known == nullptr) {
    return "";
  }
  const Json extra = {{"component", component}, {"families", families_of(input.blueprint, component)}};
  spec::FileTree part;
  render_component_file(input, *known, "doc.md.j2", extra, "doc.md", k_section, part, diagnostics);
  const spec::OutputFile* words = part.find("doc.md");
  return words == nullptr ? "" : words->content;
}

// A component brings its own words in doc.md.j2; one without them still gets its facts.
void add_component_pages(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  for (const spec::ComponentPlan& component : input.blueprint.components) {
    const Json extra = {{"component", component}, {"own_words", own_words(input, component, diagnostics)}};
    render_file(input, "docs/components/_component.md.j2", extra, "docs/components/" + component.name + ".md",
                k_section, tree, diagnostics);
  }
}

void generate_docs(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_tree(input, "docs", tree, diagnostics);
  render_file(input, "docs/_README.md.j2",
              {{"alerts", docs::alerts_of(input)}, {"large", docs::is_large(input.blueprint)}}, "docs/README.md",
              k_section, tree, diagnostics);
  docs::add_part_diagrams(input, tree, diagnostics);
  add_machine_sheets(input, tree, diagnostics);
  add_component_pages(input, tree, diagnostics);
}

}  // namespace

ATLAS_GENERATOR(docs, "documentation", generate_docs);

}  // namespace atlas::generators
