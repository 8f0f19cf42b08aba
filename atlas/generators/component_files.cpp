#include "atlas/generators/component_files.hpp"

#include "atlas/generators/template_tree.hpp"
#include "atlas/utils/file_system.hpp"
#include "atlas/utils/text.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace atlas::generators {
namespace {

ATLAS_DIAGNOSTIC(k_unknown_component, "ATLAS-E5201", error, "a planned component is not in the catalogue",
                 "The plan names a component that no folder describes. The component was there when the plan was made: "
                 "give the same --components folders (or ATLAS_COMPONENT_PATH) to every run.");

ATLAS_DIAGNOSTIC(k_unreadable, "ATLAS-E5202", error, "a file of a component cannot be used",
                 "Everything below a component's role/ is copied to the output. Only plain files and folders can be: "
                 "replace symbolic links by what they point to, and make the files readable.");

std::string software_name(const spec::Component& component, std::string_view leaf) {
  return fmt::format("software/{}/{}", component.name, leaf);
}

bool is_plain_file(const std::string& path) {
  const auto info = real_file_system().info(path);
  return info && *info && (*info)->kind == FileKind::file;
}

// An added component lies in a folder of any name, so its templates need an engine of their own. The two upper
// folders stay in the template's name: errors show where it is.
void render_added(const GeneratorInput& input, const spec::Component& component, std::string_view leaf,
                  const Json& extra, const std::string& output_path, std::string_view section, spec::FileTree& tree,
                  Diagnostics& diagnostics) {
  const std::filesystem::path folder = std::filesystem::absolute(component.folder).lexically_normal();
  const TemplateEngine engine({folder.parent_path().parent_path()});
  const std::string name =
      fmt::format("{}/{}/{}", folder.parent_path().filename().string(), folder.filename().string(), leaf);
  render_file({input.blueprint, input.context, engine, input.catalogue}, name, extra, output_path, section, tree,
              diagnostics);
}

class FolderReader {
 public:
  FolderReader(std::string root, Diagnostics& diagnostics) : root_(std::move(root)), diagnostics_(diagnostics) {}

  void walk(const std::string& below) {
    const auto entries = real_file_system().list(join(below));
    if (!entries) {
      complain(below, entries.error().message());
      return;
    }
    for (const DirectoryEntry& entry : *entries) {
      visit(below.empty() ? entry.name : below + "/" + entry.name, entry.kind);
    }
  }

  std::map<std::string, std::string> take() { return std::move(files_); }

 private:
  void visit(const std::string& path, FileKind kind) {
    if (kind == FileKind::directory) {
      walk(path);
    } else if (kind == FileKind::file) {
      read(path);
    } else {
      complain(path, "it is neither a plain file nor a folder");
    }
  }

  void read(const std::string& path) {
    auto bytes = real_file_system().read(join(path));
    if (bytes) {
      files_.emplace(path, std::move(*bytes));
    } else {
      complain(path, bytes.error().message());
    }
  }

  void complain(const std::string& path, const std::string& reason) {
    diagnostics_.add(k_unreadable(fmt::format("{} cannot be used: {}", join(path), reason)).on(join(path)));
  }

  std::string join(const std::string& path) const { return path.empty() ? root_ : root_ + "/" + path; }

  std::string root_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::string> files_;
};

}  // namespace

const spec::Component* find_component(const GeneratorInput& input, const std::string& name, Diagnostics& diagnostics) {
  const spec::Component* component = input.catalogue.find(name);
  if (component == nullptr) {
    diagnostics.add(k_unknown_component(fmt::format("component {} is not in the catalogue", name))
                        .on("components/" + name)
                        .fix("give the folder that holds it with --components"));
  }
  return component;
}

void render_component_file(const GeneratorInput& input, const spec::Component& component, std::string_view leaf,
                           const Json& extra, const std::string& output_path, std::string_view section,
                           spec::FileTree& tree, Diagnostics& diagnostics) {
  const std::string name = software_name(component, leaf);
  if (input.templates.read(name)) {
    render_file(input, name, extra, output_path, section, tree, diagnostics);
  } else if (is_plain_file((component.folder / leaf).string())) {
    render_added(input, component, leaf, extra, output_path, section, tree, diagnostics);
  }
}

std::map<std::string, std::string> read_component_folder(const spec::Component& component, std::string_view part,
                                                         Diagnostics& diagnostics) {
  FolderReader reader((component.folder / part).string(), diagnostics);
  reader.walk("");
  return reader.take();
}

}  // namespace atlas::generators
