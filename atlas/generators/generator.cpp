#include "atlas/generators/generator.hpp"

#include <exception>

namespace atlas::generators {
namespace {

ATLAS_DIAGNOSTIC(k_target_failed, "ATLAS-E5290", error, "generator target failed",
                 "The code of a generator target ended with an exception. This is a defect of ATLAS or of an added "
                 "target, not of your fleet spec: please report it with the detail text. Nothing was written.");

void run(const std::string& name, const Generator& target, const GeneratorInput& input, spec::FileTree& tree,
         Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  try {
    target.generate(input, tree, diagnostics);
  } catch (const std::exception& error) {
    diagnostics.add(k_target_failed("generator target '" + name + "' failed").because(error.what()));
  }
  diagnostics.during("generating " + name, before);
}

}  // namespace

std::vector<std::string> targets_of(std::string_view owner) {
  std::vector<std::string> names;
  for (const auto& [name, entry] : GeneratorRegistry::entries()) {
    if (entry.descriptor.owner == owner) {
      names.push_back(name);
    }
  }
  return names;
}

spec::FileTree run_targets(std::string_view owner, const GeneratorInput& input, Diagnostics& diagnostics,
                           const std::stop_token& stop) {
  spec::FileTree tree;
  for (const std::string& name : targets_of(owner)) {
    if (stop.stop_requested()) {
      break;
    }
    run(name, *GeneratorRegistry::find(name), input, tree, diagnostics);
  }
  return tree;
}

}  // namespace atlas::generators
