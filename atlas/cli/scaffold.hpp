#pragma once

#include "atlas/spec/file_tree.hpp"

#include <filesystem>
#include <string>
#include <string_view>

/// What `component new` and `profiles new` start from: data under config/templates/scaffold/, in which `scaffold_name`,
/// `scaffold-name` and `Scaffold title` stand for the new name. Each is a whole, valid thing by itself.
namespace atlas::cli {

/// The files of `scaffold/<kind>` for `name`, in names and texts. `folder` is where they will lie: the line that names
/// the schema for editors is written for that place. ATLAS-E8020 when the scaffold is not there.
spec::FileTree scaffold(std::string_view kind, const std::string& name, const std::filesystem::path& folder,
                        Diagnostics& diagnostics);

/// Refuses a name that does not match `pattern` (ATLAS-E8003, which says `form`), a word that YAML or Ansible reads as
/// something else, and one that `taken` holds (ATLAS-E8021).
bool is_new_name(const std::string& kind, const std::string& name, const std::string& pattern, const std::string& form,
                 const std::vector<std::string>& taken, Diagnostics& diagnostics);

}  // namespace atlas::cli
