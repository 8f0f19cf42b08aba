#include "atlas/spec/messages/generate.hpp"

namespace atlas::spec {

ATLAS_JSON(GenerateRequest, blueprint, template_folders, component_folders);
ATLAS_JSON(FilesGenerated, files, diagnostics);

}  // namespace atlas::spec
