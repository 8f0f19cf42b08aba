#include "atlas/cli/config_file.hpp"

#include "atlas/spec/config_folder.hpp"
#include "atlas/utils/file_system.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

ATLAS_DIAGNOSTIC(k_no_schema, "ATLAS-E8006", error, "a shipped file cannot be read",
                 "ATLAS brings its schemas, templates and profiles in a folder beside the program "
                 "(`share/atlas/config`). The named file is "
                 "not there or damaged: the installation is not complete, or `--config-dir` / ATLAS_CONFIG_DIR names a "
                 "wrong folder.");

std::string file_name(const std::string& kind) {
  return fmt::format("schemas/{}.schema.json", kind.find('.') == std::string::npos ? kind + ".v1" : kind);
}

}  // namespace

std::vector<std::string> schema_kinds() { return {"fleet", "profile", "component", "fleet.v1alpha1"}; }

Result<Json> read_schema(const std::string& kind) {
  const std::string path = (spec::config_folder() / file_name(kind)).string();
  const auto text = real_file_system().read(path);
  Json schema = text ? Json::parse(*text, nullptr, false) : Json();
  if (!text || schema.is_discarded()) {
    return failure(k_no_schema(fmt::format("cannot read {}", path))
                       .because(text ? "it is no JSON" : text.error().message())
                       .fix("check the installation, or --config-dir"));
  }
  return schema;
}

}  // namespace atlas::cli
