#pragma once

#include "atlas/utils/diagnostic.hpp"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace atlas::interview {

/// The interview's own words in one language: config/messages/<language>.yaml. Immutable once loaded.
class Words {
 public:
  /// ATLAS-E7121 when there is no such language or the file has another form.
  static std::optional<Words> load(const std::filesystem::path& config, const std::string& language,
                                   Diagnostics& diagnostics);

  /// The message, with each {name} replaced. An unknown key is its own text.
  std::string operator()(std::string_view key,
                         std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const;
  bool has(std::string_view key) const { return messages_.contains(key); }
  const std::string& language() const { return language_; }
  const std::map<std::string, std::string, std::less<>>& all() const { return messages_; }

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> messages_;
};

}  // namespace atlas::interview
