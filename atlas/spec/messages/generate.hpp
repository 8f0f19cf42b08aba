#pragma once

#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/catalogue.hpp"
#include "atlas/spec/file_tree.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/spec/messages/shared.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/template_engine.hpp"

#include <string>
#include <vector>

namespace atlas::spec {

/// What the generators need beside the blueprint, made once and shared by the agents of one process. Not part of any
/// JSON form: an agent that gets none makes its own.
struct Workshop {
  TemplateEngine templates;
  TemplateContext context;  ///< Json(blueprint)
  Shared<Catalogue> catalogue;
};

/// To proxmox_config, software_provision and documentation: make your files.
struct GenerateRequest {
  Shared<Blueprint> blueprint;
  std::vector<std::string> template_folders;   ///< searched before the shipped ones
  std::vector<std::string> component_folders;  ///< beside the shipped ones
  Shared<Workshop> workshop;
};
ATLAS_JSON_FORM(GenerateRequest);

/// Their answer: files with their path in the output. Complete when the diagnostics hold no error.
struct FilesGenerated {
  Shared<FileTree> files;
  Diagnostics diagnostics;
};
ATLAS_JSON_FORM(FilesGenerated);

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::GenerateRequest, "atlas.GenerateRequest.v1")
ATLAS_MESSAGE(atlas::spec::FilesGenerated, "atlas.FilesGenerated.v1")
