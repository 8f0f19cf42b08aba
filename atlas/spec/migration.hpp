#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/result.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace atlas::spec {

/// Turns an atlas/v1alpha1 document into an atlas/v1 one; every value keeps the place it was written at. Adds the
/// note ATLAS-N1250. False, with the problems, when the document does not follow its own schema.
bool migrate(yaml::Value& document, const std::filesystem::path& config, Diagnostics& diagnostics);

/// The file's text rewritten as atlas/v1, for `atlas migrate`; comments are not kept. Text that is atlas/v1 already
/// comes back as it is. `file` is used in positions only. Nothing when the text cannot be read.
std::optional<std::string> migrate_text(const std::string& file, const std::string& text,
                                        const std::filesystem::path& config, Diagnostics& diagnostics);

}  // namespace atlas::spec
