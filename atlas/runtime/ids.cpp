#include "atlas/runtime/ids.hpp"

#include "atlas/runtime/errors.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::runtime {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

tl::unexpected<Diagnostic> bad(std::string_view what, std::string_view name, std::string_view rule) {
  return failure(k_bad_name(std::string(what) + " '" + text::printable(name) + "' is not allowed")
                     .because(std::string(what) + " must be " + std::string(rule)));
}

}  // namespace

bool is_agent_type(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_word);
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 256 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool is_topic_type(std::string_view text) {
  const auto allowed = [](char c) { return is_word(c) || c == '.' || c == ':' || c == '=' || c == '-'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

Result<AgentId> parse_agent_id(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return bad("agent id", text, "type/key");
  }
  AgentId id{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
  if (const Result<void> valid = check(id); !valid) {
    return failure(valid.error());
  }
  return id;
}

Result<void> check(const AgentId& id) {
  if (!is_agent_type(id.type)) {
    return bad("agent type", id.type, "a letter or underscore, then letters, digits and underscores");
  }
  if (!is_key(id.key)) {
    return bad("agent key", id.key, "1 to 256 printable ASCII characters");
  }
  return {};
}

Result<void> check(const TopicId& topic) {
  if (!is_topic_type(topic.type)) {
    return bad("topic type", topic.type, "letters, digits and _ . : = -");
  }
  if (!is_key(topic.source)) {
    return bad("topic source", topic.source, "1 to 256 printable ASCII characters");
  }
  return {};
}

}  // namespace atlas::runtime
