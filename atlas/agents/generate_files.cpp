#include "atlas/agents/generate_files.hpp"

#include "atlas/agents/errors.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/spec/config_folder.hpp"

#include <filesystem>
#include <memory>

namespace atlas::agents {
namespace {

std::vector<std::filesystem::path> template_roots(const std::vector<std::string>& folders) {
  std::vector<std::filesystem::path> roots(folders.begin(), folders.end());
  roots.push_back(spec::config_folder() / "templates");
  return roots;
}

}  // namespace

spec::Shared<spec::Catalogue> load_catalogue(const std::vector<std::string>& folders, Diagnostics& diagnostics) {
  return std::make_shared<const spec::Catalogue>(
      spec::Catalogue::load_shipped(spec::config_folder(), folders, diagnostics));
}

spec::Shared<spec::Workshop> make_workshop(const spec::GenerateRequest& request,
                                           spec::Shared<spec::Catalogue> catalogue, const Json& context,
                                           Diagnostics& diagnostics) {
  if (catalogue == nullptr) {
    catalogue = load_catalogue(request.component_folders, diagnostics);
  }
  return spec::Shared<spec::Workshop>(new spec::Workshop{TemplateEngine(template_roots(request.template_folders)),
                                                         TemplateContext(context), std::move(catalogue)});
}

spec::FilesGenerated generate_files(std::string_view owner, const spec::GenerateRequest& request,
                                    const std::stop_token& stop) {
  spec::FilesGenerated generated;
  if (request.blueprint == nullptr) {
    generated.diagnostics.add(k_incomplete_request("agent " + std::string(owner) + " was given no blueprint"));
    return generated;
  }
  spec::Shared<spec::Workshop> workshop = request.workshop;
  if (workshop == nullptr) {
    workshop = make_workshop(request, nullptr, Json(*request.blueprint), generated.diagnostics);
  }
  const generators::GeneratorInput input{*request.blueprint, workshop->context, workshop->templates,
                                         *workshop->catalogue};
  generated.files =
      std::make_shared<const spec::FileTree>(generators::run_targets(owner, input, generated.diagnostics, stop));
  return generated;
}

}  // namespace atlas::agents
