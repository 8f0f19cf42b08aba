#include "atlas/interview/knowledge.hpp"

#include <algorithm>

namespace atlas::interview {

const spec::Profile* Knowledge::profile(std::string_view name) const {
  const auto it = std::find_if(profiles.begin(), profiles.end(), [&](const auto& each) { return each.name == name; });
  return it == profiles.end() ? nullptr : &*it;
}

std::string Knowledge::question(spec::SchemaNode node, const std::string& otherwise) const {
  const Json* texts = node.keyword("x-question");
  if (texts != nullptr && texts->contains(words.language())) {
    return texts->at(words.language()).get<std::string>();
  }
  const std::string title = node.text("title");
  return (title.empty() ? otherwise : title) + "?";
}

std::shared_ptr<const Knowledge> load_knowledge(const std::filesystem::path& config, const std::string& language,
                                                Surroundings around, const std::vector<std::string>& component_folders,
                                                Diagnostics& diagnostics) {
  std::optional<Words> words = Words::load(config, language, diagnostics);
  auto schema = spec::SchemaDocument::load(config, "fleet.v1", diagnostics);
  if (!words || schema == nullptr) {
    return nullptr;
  }
  auto knowledge = std::make_shared<Knowledge>();
  knowledge->words = std::move(*words);
  knowledge->schema = std::move(schema);
  spec::ProfileStore store(config, spec::profile_folders(around.spec_path, config, {}));
  for (const std::string& name : store.names()) {
    if (const spec::Profile* profile = store.find(name, std::nullopt, diagnostics)) {
      knowledge->profiles.push_back(*profile);
    }
  }
  knowledge->systems = spec::OsCatalogue::load(config, diagnostics);
  knowledge->components = spec::Catalogue::load_shipped(config, component_folders, diagnostics);
  knowledge->around = std::move(around);
  return diagnostics.has_errors() ? nullptr : knowledge;
}

}  // namespace atlas::interview
