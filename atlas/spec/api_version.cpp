#include "atlas/spec/api_version.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace atlas::spec {
namespace {

using yaml::Value;

ATLAS_DIAGNOSTIC(
    k_not_mapping, "ATLAS-E1110", error, "the file is not a fleet",
    "A fleet is a mapping that starts with `apiVersion: atlas/v1` and `kind: Fleet`. This file holds a list or "
    "a single value.");
ATLAS_DIAGNOSTIC(k_no_version, "ATLAS-E1111", error, "the apiVersion is missing",
                 "The first line of a spec says its form, so that old files stay readable: `apiVersion: atlas/v1`.");
ATLAS_DIAGNOSTIC(k_unknown_version, "ATLAS-E1112", error, "the apiVersion is not known",
                 "This program reads atlas/v1, and atlas/v1alpha1 through a migration.");
ATLAS_DIAGNOSTIC(k_newer_version, "ATLAS-E1113", error, "the file is for a newer ATLAS",
                 "The spec says a version that came after this program. Guessing what it means could build the wrong "
                 "machines, so it is refused. Update ATLAS, or write the spec in atlas/v1.");
ATLAS_DIAGNOSTIC(k_other_kind, "ATLAS-E1114", error, "the file is of another kind",
                 "A fleet has `kind: Fleet`. Profiles and components are read by name, not as a spec.");

const std::vector<std::string> k_versions{"atlas/v1", "atlas/v1alpha1"};

// atlas/v2…, and pre-releases of them; also atlas/v1beta1, which was never made but would lie before v1.
bool is_newer(const std::string& version) {
  constexpr std::string_view k_prefix = "atlas/v";
  if (!version.starts_with(k_prefix)) {
    return false;
  }
  const std::string rest = version.substr(k_prefix.size());
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits > 0 && digits < 9 && std::stoi(rest.substr(0, digits)) > 1;
}

Diagnostic wrong_version(const Value& version) {
  const std::string text = version.text().substr(0, 60);
  if (is_newer(version.text())) {
    return k_newer_version(fmt::format("apiVersion '{}' is newer than this program, which reads up to atlas/v1", text))
        .fix("update ATLAS, or write the spec in atlas/v1");
  }
  const auto near = nearest(version.text(), k_versions);
  return k_unknown_version(fmt::format("apiVersion '{}' is not known", text))
      .fix(fmt::format("write {}", near.value_or(k_versions.front())));
}

}  // namespace

std::optional<ApiVersion> detect_version(const Value& document, Diagnostics& diagnostics) {
  if (!document.is_mapping()) {
    diagnostics.add(k_not_mapping(fmt::format("the file holds {}, not a fleet", kind_name(document.kind())))
                        .at(document.location())
                        .fix("start it with 'apiVersion: atlas/v1' and 'kind: Fleet'"));
    return std::nullopt;
  }
  const Value* version = document.find("apiVersion");
  if (version == nullptr) {
    diagnostics.add(
        k_no_version("the file has no apiVersion").at(document.location()).fix("start it with 'apiVersion: atlas/v1'"));
    return std::nullopt;
  }
  const Value* kind = document.find("kind");
  if (kind != nullptr && kind->is_string() && kind->text() != "Fleet") {
    diagnostics.add(k_other_kind(fmt::format("the file is a '{}', not a fleet", kind->text().substr(0, 60)))
                        .at(kind->location())
                        .fix("name a file with 'kind: Fleet'"));
    return std::nullopt;
  }
  if (version->text() == k_versions[0]) {
    return ApiVersion::v1;
  }
  if (version->text() == k_versions[1]) {
    return ApiVersion::v1alpha1;
  }
  diagnostics.add(wrong_version(*version).at(version->location()).on("apiVersion"));
  return std::nullopt;
}

}  // namespace atlas::spec
