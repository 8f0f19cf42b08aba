#include "atlas/spec/yaml_text.hpp"

#include "atlas/utils/json.hpp"

#include <algorithm>

namespace atlas::spec {
namespace {

using yaml::Kind;
using yaml::Value;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Bare only what no reader, also of YAML 1.1, takes for something else.
bool is_bare(const std::string& text) {
  constexpr std::string_view k_inside = "_-./@";
  static const std::vector<std::string> k_words{"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  if (text.empty() || !is_letter_or_digit(text.front()) ||
      (text.front() >= '0' && text.front() <= '9' && Value::plain(text, {}).kind() != Kind::string)) {
    return false;
  }
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(k_words.begin(), k_words.end(), lower) == k_words.end() &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter_or_digit(c) || k_inside.find(c) != std::string_view::npos; });
}

std::string scalar(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return "null";
    case Kind::string:
      return is_bare(value.text()) ? value.text() : Json(value.text()).dump();
    case Kind::sequence:
      return "[]";
    case Kind::mapping:
      return "{}";
    default:
      return value.to_json().dump();
  }
}

bool is_block(const Value& value) {
  return (value.is_mapping() && !value.members().empty()) || (value.is_sequence() && !value.items().empty());
}

void write(const Value& value, const std::string& indent, bool inside_item, std::string& out) {
  bool first = inside_item;
  for (const Value& item : value.items()) {
    out += (first ? "" : indent) + "- ";
    first = false;
    if (is_block(item)) {
      write(item, indent + "  ", true, out);
    } else {
      out += scalar(item) + "\n";
    }
  }
  for (const Value::Member& member : value.members()) {
    out += (first ? "" : indent) + (is_bare(member.key) ? member.key : Json(member.key).dump()) + ":";
    first = false;
    if (is_block(member.value)) {
      out += "\n";
      write(member.value, indent + "  ", false, out);
    } else {
      out += " " + scalar(member.value) + "\n";
    }
  }
}

}  // namespace

std::string yaml_text(const Value& value) {
  if (!is_block(value)) {
    return scalar(value) + "\n";
  }
  std::string out;
  write(value, "", false, out);
  return out;
}

}  // namespace atlas::spec
