// `raw` passes any text, so each use in ATLAS's own templates stands here, with the reason why its text is ATLAS's.
#include "atlas/utils/template_folders.hpp"

#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace atlas {
namespace {

TEST(TemplateEngineRaw, EveryUseIsListed) {
  const std::set<std::string> known = {
      "ansible/_role.md.j2",               // the component's role/README.md, a file of its author
      "docs/components/_component.md.j2",  // the component's doc.md.j2, rendered as Markdown
  };
  const TemplateFolders folders({std::filesystem::path(ATLAS_SOURCE_DIR) / "config/templates"});
  const std::regex use(R"(\|\s*raw\b)");
  std::set<std::string> found;
  for (const std::string& name : folders.list("")) {
    // A component's role belongs to Ansible and is copied.
    const bool ours = name.ends_with(".j2") && name.find("/role/") == std::string::npos;
    if (ours && std::regex_search(read_bytes(*folders.find(name)).value_or(""), use)) {
      found.insert(name);
    }
  }
  EXPECT_EQ(found, known);
}

}  // namespace
}  // namespace atlas
