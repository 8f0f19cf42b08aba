#include "atlas/generators/template_tree.hpp"

#include "atlas/utils/text.hpp"

namespace atlas::generators {
namespace {

constexpr std::string_view k_suffix = ".j2";

bool is_hidden(std::string_view relative) {
  for (const std::string& part : text::split(relative, '/')) {
    if (part.starts_with('_')) {
      return true;
    }
  }
  return false;
}

std::string joined(std::string_view folder, std::string_view relative) {
  return folder.empty() ? std::string(relative) : std::string(folder) + "/" + std::string(relative);
}

void copy_file(const GeneratorInput& input, const std::string& name, const std::string& output_path,
               std::string_view section, spec::FileTree& tree, Diagnostics& diagnostics) {
  Result<std::string> bytes = input.templates.read(name);
  if (!bytes) {
    diagnostics.add(std::move(bytes.error()));
    return;
  }
  add_file(output_path, std::move(*bytes), section, tree, diagnostics);
}

}  // namespace

void render_tree(const GeneratorInput& input, std::string_view target, spec::FileTree& tree, Diagnostics& diagnostics) {
  render_folder(input, target, target, target, tree, diagnostics);
}

void render_folder(const GeneratorInput& input, std::string_view from, std::string_view to, std::string_view section,
                   spec::FileTree& tree, Diagnostics& diagnostics) {
  const std::string prefix = std::string(from) + "/";
  for (const std::string& name : input.templates.list(prefix)) {
    std::string_view relative = std::string_view(name).substr(prefix.size());
    if (is_hidden(relative)) {
      continue;
    }
    if (relative.ends_with(k_suffix)) {
      relative.remove_suffix(k_suffix.size());
      render_file(input, name, nullptr, joined(to, relative), section, tree, diagnostics);
    } else {
      copy_file(input, name, joined(to, relative), section, tree, diagnostics);
    }
  }
}

void render_file(const GeneratorInput& input, std::string_view template_name, const Json& extra,
                 const std::string& output_path, std::string_view section, spec::FileTree& tree,
                 Diagnostics& diagnostics) {
  Result<std::string> rendered = input.templates.render(template_name, input.context, extra);
  if (!rendered) {
    diagnostics.add(std::move(rendered.error()));
    return;
  }
  if (!text::trim(*rendered).empty()) {
    add_file(output_path, std::move(*rendered), section, tree, diagnostics);
  }
}

void add_file(const std::string& output_path, std::string content, std::string_view section, spec::FileTree& tree,
              Diagnostics& diagnostics) {
  const int mode = mode_of(output_path, content);
  tree.add(output_path, {std::move(content), mode, std::string(section)}, diagnostics);
}

int mode_of(std::string_view output_path, std::string_view content) {
  return output_path.ends_with(".sh") || content.starts_with("#!") ? 0755 : 0644;
}

}  // namespace atlas::generators
