#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"
#include "atlas/generators/terraform/fleet_variables.hpp"
#include "atlas/generators/terraform/wave_moves.hpp"
#include "atlas/utils/emit/emit.hpp"

namespace atlas::generators {
namespace {

constexpr std::string_view k_section = "terraform";

void add_moves(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  const std::vector<spec::WaveMove> moves = terraform::wave_moves(input.blueprint);
  if (!moves.empty()) {
    render_file(input, "terraform/_moved.tf.j2", {{"moves", moves}}, "terraform/moved.tf", k_section, tree,
                diagnostics);
  }
}

// The copy that an operator makes of it will hold secrets, and keeps its mode.
void add_secrets_example(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  Result<std::string> text = input.templates.read("terraform/_secrets.auto.tfvars.example");
  if (!text) {
    diagnostics.add(std::move(text.error()));
    return;
  }
  tree.add("terraform/secrets.auto.tfvars.example", {std::move(*text), 0600, std::string(k_section)}, diagnostics);
}

}  // namespace

void generate_terraform(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_tree(input, k_section, tree, diagnostics);
  add_moves(input, tree, diagnostics);
  add_secrets_example(input, tree, diagnostics);
  add_file("terraform/fleet.auto.tfvars.json", emit::json_document(terraform::fleet_variables(input.blueprint)),
           k_section, tree, diagnostics);
}

ATLAS_GENERATOR(terraform, "proxmox_config", generate_terraform);

}  // namespace atlas::generators
