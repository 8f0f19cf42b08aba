#include "atlas/utils/emit/writers.hpp"

#include <cctype>

namespace atlas::emit {
namespace {

constexpr std::string_view k_special = "\\`*_{}[]<>#|!~&$";

bool digit(char c) { return c >= '0' && c <= '9'; }

// At the start of a line these make a list, a heading or a rule: `-`, `+`, `=`, and `.` or `)` after digits.
std::size_t line_start_mark(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && digit(text[at])) {
    ++at;
  }
  const std::string_view marks = at == 0 ? "-+=" : ".)";
  return at < text.size() && marks.find(text[at]) != std::string_view::npos ? at : std::string_view::npos;
}

// CommonMark drops spaces at the ends of a line, and four of them start a code block; an entity is text.
bool space_at_an_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  return (c == ' ' || c == '\t' || c == '\n') && (at == 0 || at + 1 == text.size());
}

}  // namespace

Refusal markdown_text(std::string_view text, std::string& out) {
  const std::size_t mark = line_start_mark(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (space_at_an_end(text, i)) {
      out += c == '\t' ? "&#9;" : "&#32;";
    } else if (c == '\n') {
      out += ' ';
    } else {
      if (i == mark || k_special.find(c) != std::string_view::npos) {
        out += '\\';
      }
      out += c;
    }
  }
  return nullptr;
}

Refusal markdown_value(const Json& value, std::string& out) {
  if (value.is_null()) {
    out += "–";
    return nullptr;
  }
  if (value.is_boolean()) {
    out += value.get<bool>() ? "yes" : "no";
    return nullptr;
  }
  if (!value.is_array()) {
    return scalar(value, markdown_text, out);
  }
  const char* separator = "";
  for (const Json& item : value) {
    out += separator;
    separator = ", ";
    if (item.is_array()) {
      return "there is no literal for a list in a list";
    }
    if (const Refusal refusal = markdown_value(item, out); refusal != nullptr) {
      return refusal;
    }
  }
  return nullptr;
}

}  // namespace atlas::emit
