#pragma once

#include "atlas/generators/generator.hpp"

#include <string>
#include <string_view>

/// What all targets share: a folder of templates that becomes a folder of the output.
namespace atlas::generators {

/// Renders everything below the template folder `target` (in every template root, a user's first) into the output
/// folder of the same name: `terraform/main.tf.j2` → `terraform/main.tf`. Files without `.j2` are copied byte for
/// byte. Left out: names that start with `_`, also in a folder's name (partials, and templates that a target
/// renders itself), and templates whose text is only white space. Mode as `mode_of`. Section: `target`.
void render_tree(const GeneratorInput& input, std::string_view target, spec::FileTree& tree, Diagnostics& diagnostics);

/// The same for a template folder that lands elsewhere: `from` is a template folder (`ci`, `terraform/modules`),
/// `to` the output folder, "" for the root of the output.
void render_folder(const GeneratorInput& input, std::string_view from, std::string_view to, std::string_view section,
                   spec::FileTree& tree, Diagnostics& diagnostics);

/// Renders one template with more variables into one output file; nothing is added when the text is only white
/// space. For files per machine or per component: `template_name` is usually one that starts with `_`.
void render_file(const GeneratorInput& input, std::string_view template_name, const Json& extra,
                 const std::string& output_path, std::string_view section, spec::FileTree& tree,
                 Diagnostics& diagnostics);

/// Adds text that a typed writer (utils/emit) made.
void add_file(const std::string& output_path, std::string content, std::string_view section, spec::FileTree& tree,
              Diagnostics& diagnostics);

/// 0755 for `*.sh` and for any file whose first line is a `#!`; 0644 for the rest.
int mode_of(std::string_view output_path, std::string_view content);

}  // namespace atlas::generators
