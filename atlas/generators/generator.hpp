#pragma once

#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/file_tree.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/registry.hpp"
#include "atlas/utils/template_engine.hpp"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::spec {
class Catalogue;
}

/// Generator targets: pure functions from a blueprint to files. One folder per target below generators/, none
/// includes another; each makes itself known with ATLAS_GENERATOR.
namespace atlas::generators {

/// What every target gets. References live longer than the call; all of it may be read from several threads.
struct GeneratorInput {
  const spec::Blueprint& blueprint;
  const TemplateContext& context;  ///< Json(blueprint), converted once for all targets
  const TemplateEngine& templates;
  const spec::Catalogue& catalogue;
};

/// Adds the target's files, with their full path in the output (`terraform/main.tf`), to `tree`.
/// Pure: no clock, disk (beside templates and components), network, environment or random values; called from any
/// thread, at the same time as other targets. Every problem goes into `diagnostics`; files that could not be made
/// are left out.
using Generate = void (*)(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics);

struct Generator {
  std::string owner;  ///< the agent type that runs it: proxmox_config, software_provision or documentation
  Generate generate = nullptr;
};

using GeneratorRegistry = Registry<Generator>;

/// The names of the targets that an agent runs, sorted.
std::vector<std::string> targets_of(std::string_view owner);

/// Runs every target of `owner`, in name order. A target that throws is reported as ATLAS-E5290 and does not keep
/// the others from running. A stop is obeyed between two targets; what is there so far comes back.
spec::FileTree run_targets(std::string_view owner, const GeneratorInput& input, Diagnostics& diagnostics,
                           const std::stop_token& stop = {});

/// ATLAS_GENERATOR(terraform, "proxmox_config", generate_terraform);
#define ATLAS_GENERATOR(name, owner, function)                \
  [[maybe_unused]] static const bool atlas_generator_##name = \
      ::atlas::generators::GeneratorRegistry::add(#name, ::atlas::generators::Generator{owner, function}, __FILE__)

}  // namespace atlas::generators
