#pragma once

#include "atlas/utils/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace atlas::spec {

/// An operating system that templates may hold.
struct OsEntry {
  std::string id;        ///< debian-12
  std::string family;    ///< debian, redhat
  std::string title;     ///< Debian 12 (bookworm)
  std::string codename;  ///< bookworm; empty for redhat
  std::string eol;       ///< end of security support, YYYY-MM-DD
};

/// The data of config/os.yaml. Immutable once loaded.
class OsCatalogue {
 public:
  /// Problems are ATLAS-E5105 (and the YAML reader's own); what could be read is returned.
  static OsCatalogue load(const std::filesystem::path& config, Diagnostics& diagnostics);

  const OsEntry* find(std::string_view id) const;
  const std::map<std::string, OsEntry, std::less<>>& all() const { return entries_; }

 private:
  std::map<std::string, OsEntry, std::less<>> entries_;
};

}  // namespace atlas::spec
