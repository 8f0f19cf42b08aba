#pragma once

#include "atlas/generators/generator.hpp"
#include "atlas/spec/catalogue.hpp"

#include <map>
#include <string>

/// README.md of a role in the output: the words of the component's role/README.md, then every variable of
/// meta/argument_specs.yml with its type, default and meaning.
namespace atlas::generators::ansible {

/// The files of a role, by path below role/.
using RoleFiles = std::map<std::string, std::string>;

/// One entry for each entry point of argument_specs, `main` first: {name, description, variables: [{name, type,
/// default, choices, required, description}]}. Members of a dictionary follow it as `name.member`, those of a list's
/// elements as `name[].member`. `where` is the file's place in messages.
Json entry_points(const std::string& where, const std::string& argument_specs, Diagnostics& diagnostics);

/// Adds the README.md of the role to `tree` instead of the one in `files`. A role without argument_specs keeps its own.
void add_role_readme(const GeneratorInput& input, const spec::Component& component, const RoleFiles& files,
                     spec::FileTree& tree, Diagnostics& diagnostics);

}  // namespace atlas::generators::ansible
