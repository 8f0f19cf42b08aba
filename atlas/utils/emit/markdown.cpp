#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <fmt/format.h>

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

// Readers drop spaces at the ends of a line, and four of them start a code block; an entity is text.
void entity(char32_t space, std::string& out) {
  fmt::format_to(std::back_inserter(out), "&#{};", space == '\n' ? 32U : static_cast<unsigned>(space));
}

void inner(std::string_view text, std::string& out) {
  const std::size_t mark = line_start_mark(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == mark || k_special.find(text[i]) != std::string_view::npos) {
      out += '\\';
    }
    out += text[i] == '\n' ? ' ' : text[i];
  }
}

}  // namespace

Refusal markdown_text(std::string_view text, std::string& out) {
  std::size_t begin = 0;
  if (is_space(first_character(text))) {
    entity(*text::next_code_point(text, begin), out);
  }
  const char32_t last = last_character(text.substr(begin));
  const std::size_t end = is_space(last) ? text::char_boundary(text, text.size() - 1) : text.size();
  inner(text.substr(begin, end - begin), out);
  if (is_space(last)) {
    entity(last, out);
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
