#pragma once

#include "atlas/spec/file_tree.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/file_system.hpp"
#include "atlas/utils/json.hpp"

#include <string>
#include <vector>

namespace atlas::agents {

/// Every secret reference (`env:NAME`, `file:PATH`, …) among the strings of a document, sorted, each once. The
/// cluster's endpoint may be a reference too, but is no secret.
std::vector<std::string> secret_references(const Json& document);

/// The last look at everything that is about to be written: fails with ATLAS-E7120 for each file that holds the value
/// of a secret, as it is, escaped as in JSON, or in base64. Looks for the references that resolve on this machine; a
/// value of fewer than 6 characters would be found everywhere and is named in a warning (ATLAS-W7121) instead.
/// Messages name the reference and the file, never the value.
void scan_for_secrets(const std::vector<std::string>& references, const spec::FileTree& tree, FileSystem& files,
                      Diagnostics& diagnostics);

}  // namespace atlas::agents
