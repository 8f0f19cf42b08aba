#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"

namespace atlas::generators {
namespace {

// All data of the scripts is in fleet.env; the scripts themselves are copied, so that shellcheck sees what will run.
void generate_scripts(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_tree(input, "scripts", tree, diagnostics);
}

}  // namespace

ATLAS_GENERATOR(scripts, "documentation", generate_scripts);

}  // namespace atlas::generators
