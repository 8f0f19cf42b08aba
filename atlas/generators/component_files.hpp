#pragma once

#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <map>
#include <string>
#include <string_view>

/// What targets take from a component's folder, shipped or added by the user.
namespace atlas::generators {

/// The component of that name, or nullptr with ATLAS-E5201.
const spec::Component* find_component(const GeneratorInput& input, const std::string& name, Diagnostics& diagnostics);

/// Renders the component's template `leaf` (`group_vars.yml.j2`, `doc.md.j2`, …) into one output file, with `extra`
/// over the blueprint. A folder given with --templates may replace `software/<name>/<leaf>`. Nothing happens when
/// the component has no such template.
void render_component_file(const GeneratorInput& input, const spec::Component& component, std::string_view leaf,
                           const Json& extra, const std::string& output_path, std::string_view section,
                           spec::FileTree& tree, Diagnostics& diagnostics);

/// All files below the component's folder `part` (`role`): path below it → bytes. Anything that is neither a plain
/// file nor a folder, and whatever cannot be read, is ATLAS-E5202 and left out.
std::map<std::string, std::string> read_component_folder(const spec::Component& component, std::string_view part,
                                                         Diagnostics& diagnostics);

}  // namespace atlas::generators
