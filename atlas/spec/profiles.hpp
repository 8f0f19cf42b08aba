#pragma once

#include "atlas/spec/schema_document.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace atlas::spec {

/// A profile with everything it extends merged in.
struct Profile {
  std::string name;
  std::string title;
  std::string description;
  std::vector<std::string> extends;
  std::filesystem::path file;
  yaml::Value spec;   ///< partial machine; null for a stack
  yaml::Value stack;  ///< partial fleet; null for a machine profile

  bool is_stack() const { return stack.is_mapping(); }
};

/// Finds profiles by name in folders of `<name>.yaml`, the first folder first. Reads each at most once.
/// Not thread-safe; one per load.
class ProfileStore {
 public:
  ProfileStore(std::filesystem::path config, std::vector<std::filesystem::path> folders);

  /// The profile, or nullptr. `where` is the place of the name, for ATLAS-E1201 (unknown). Problems inside the
  /// profile (E10xx, E11xx, E1202 cyclic extends, E1203 wrong kind) are reported once, at their own place.
  const Profile* find(const std::string& name, const std::optional<SourceLocation>& where, Diagnostics& diagnostics);

  /// Names in all folders, sorted, each once.
  std::vector<std::string> names() const;

 private:
  const Profile* load(const std::string& name, const std::filesystem::path& file, Diagnostics& diagnostics);
  bool extend(Profile& profile, const yaml::Value& document, Diagnostics& diagnostics);
  std::optional<std::filesystem::path> file_of(const std::string& name) const;
  bool open_schema(Diagnostics& diagnostics);

  std::filesystem::path config_;
  std::vector<std::filesystem::path> folders_;
  std::shared_ptr<const SchemaDocument> schema_;
  std::map<std::string, std::optional<Profile>> loaded_;  // empty: was reported
  std::vector<std::string> path_;                         // being loaded, outermost first
};

/// Folders a load searches: `profiles/` beside the spec, the given ones, the shipped ones.
std::vector<std::filesystem::path> profile_folders(const std::string& spec_path, const std::filesystem::path& config,
                                                   const std::vector<std::filesystem::path>& more);

}  // namespace atlas::spec
