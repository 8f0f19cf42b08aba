#include "atlas/generators/docs/alerts.hpp"
#include "atlas/generators/docs/diagrams.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"

#include <algorithm>

namespace atlas::generators {
namespace {

constexpr std::string_view k_section = "docs";

void add_machine_sheets(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  for (const spec::MachinePlan& machine : input.blueprint.machines) {
    render_file(input, "docs/machines/_machine.md.j2", {{"machine", machine}}, "docs/machines/" + machine.name + ".md",
                k_section, tree, diagnostics);
  }
}

// A component brings its own words in doc.md.j2; one without them still gets its facts.
void add_component_pages(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  const std::vector<std::string> known = input.templates.list("software/");
  for (const spec::ComponentPlan& component : input.blueprint.components) {
    const std::string own_words = "software/" + component.name + "/doc.md.j2";
    Json extra = {{"component", component}};
    if (std::binary_search(known.begin(), known.end(), own_words)) {
      extra["doc_template"] = own_words;
    }
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
