#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <optional>

namespace atlas::spec {

enum class ApiVersion { v1alpha1, v1 };

/// Which form of fleet the document is. Nothing and E1110 (no mapping), E1111 (no apiVersion), E1112 (unknown
/// version), E1113 (newer than this program) or E1114 (another kind of document).
std::optional<ApiVersion> detect_version(const yaml::Value& document, Diagnostics& diagnostics);

}  // namespace atlas::spec
