#pragma once

#include "atlas/interview/facts.hpp"
#include "atlas/interview/words.hpp"
#include "atlas/spec/catalogue.hpp"
#include "atlas/spec/os_catalogue.hpp"
#include "atlas/spec/profiles.hpp"
#include "atlas/spec/schema_document.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace atlas::interview {

/// What an interview knows of the place where it happens; found by who holds it, so that the core reads no disk.
struct Surroundings {
  std::string spec_path = "fleet.yaml";
  std::string folder;                 ///< name of the folder that the spec stands in
  std::vector<std::string> ssh_keys;  ///< public keys of the person, best first
  std::string timezone;
  std::string schemas = "schemas";  ///< folder of the schemas, as an editor gets there from the spec
  std::optional<Facts> facts;
};

/// Everything that choices and defaults come from. Immutable; shared by the steps of one interview.
struct Knowledge {
  Words words;
  std::shared_ptr<const spec::SchemaDocument> schema;
  std::vector<spec::Profile> profiles;  ///< by name
  spec::OsCatalogue systems;
  spec::Catalogue components;
  Surroundings around;

  const spec::Profile* profile(std::string_view name) const;
  /// The schema's question in the interview's language, else its title.
  std::string question(spec::SchemaNode node, const std::string& otherwise) const;
};

/// Reads the data folder. Nothing when something is missing (with its diagnostic).
std::shared_ptr<const Knowledge> load_knowledge(const std::filesystem::path& config, const std::string& language,
                                                Surroundings around, const std::vector<std::string>& component_folders,
                                                Diagnostics& diagnostics);

}  // namespace atlas::interview
