#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"

namespace atlas::generators {
namespace {

// Pipelines are found by their place, so this folder lands in the root of the output.
void generate_ci(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_folder(input, "ci", "", "ci", tree, diagnostics);
}

}  // namespace

ATLAS_GENERATOR(ci, "documentation", generate_ci);

}  // namespace atlas::generators
