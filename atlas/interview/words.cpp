#include "atlas/interview/words.hpp"

#include "atlas/utils/yaml/reader.hpp"

#include <fmt/format.h>

namespace atlas::interview {
namespace {

ATLAS_DIAGNOSTIC(k_no_words, "ATLAS-E7121", error, "the interview does not speak this language",
                 "The interview's words are data: config/messages/<language>.yaml, a mapping from a message's name to "
                 "its text. Shipped are en (English) and it (Italian). A copy of one of them with another name and "
                 "translated texts makes a new language.");

bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

void replace(std::string& message, std::string_view name, std::string_view value) {
  const std::string place = fmt::format("{{{}}}", name);
  for (std::size_t at = message.find(place); at != std::string::npos; at = message.find(place, at + value.size())) {
    message.replace(at, place.size(), value);
  }
}

}  // namespace

std::optional<Words> Words::load(const std::filesystem::path& config, const std::string& language,
                                 Diagnostics& diagnostics) {
  const std::filesystem::path path = config / "messages" / (language + ".yaml");
  std::error_code error;
  if (!is_language(language) || !std::filesystem::is_regular_file(path, error)) {
    diagnostics.add(k_no_words(fmt::format("the interview does not speak '{}'", language)).fix("use en or it"));
    return std::nullopt;
  }
  const std::optional<yaml::Value> document = yaml::read_file(path.string(), diagnostics);
  if (!document) {
    return std::nullopt;
  }
  Words words;
  words.language_ = language;
  for (const yaml::Value::Member& member : document->members()) {
    words.messages_[member.key] = member.value.text();
  }
  return words;
}

std::string Words::operator()(std::string_view key,
                              std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
  const auto it = messages_.find(key);
  std::string message(it == messages_.end() ? key : std::string_view(it->second));
  for (const auto& [name, value] : values) {
    replace(message, name, value);
  }
  return message;
}

}  // namespace atlas::interview
