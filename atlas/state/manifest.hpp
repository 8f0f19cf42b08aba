#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <map>
#include <string>
#include <string_view>

namespace atlas::state {

constexpr std::string_view k_manifest_path = ".atlas/manifest.json";
constexpr std::string_view k_overrides = ".atlas/overrides/";
constexpr std::string_view k_staging_mark = ".atlas/staging";  ///< in a folder that is not yet complete

/// What ATLAS wrote at a path.
struct ManifestEntry {
  std::string sha256;
  int mode = 0644;
  std::string section;
  bool overridden = false;  ///< the bytes are a person's, from `.atlas/overrides/`

  bool operator==(const ManifestEntry&) const = default;
};

/// The record of a write, kept in the output folder itself. No time, no host, no user: equal input, equal bytes.
struct Manifest {
  std::string spec_hash;
  std::string atlas_version;
  std::map<std::string, ManifestEntry, std::less<>> files;

  const ManifestEntry* find(std::string_view path) const;
};

std::string to_text(const Manifest& manifest);

/// E6008 when the text is no manifest. `path` is for the message.
Result<Manifest> parse_manifest(const std::string& text, const std::string& path);

/// Lower-case hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace atlas::state
