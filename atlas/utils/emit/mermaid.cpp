#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <fmt/format.h>

namespace atlas::emit {
namespace {

bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A label is read as Markdown and HTML after the diagram's own syntax; only these mean nothing in any of them.
bool harmless(char c) { return alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80U || c == ',' || c == '/'; }

// Harmless inside of a word: `10.0.0.1`, `web-01`, `fd00::1`, `4 GiB`; at an end they could start a list or a rule.
bool harmless_inside(std::string_view text, std::size_t at) {
  constexpr std::string_view k_inner = ".-: ";
  return k_inner.find(text[at]) != std::string_view::npos && at > 0 && at + 1 < text.size() && harmless(text[at - 1]) &&
         harmless(text[at + 1]);
}

// Spaces would be cut off at the ends; the other two begin and end Mermaid's own placeholders.
bool reserved(char32_t c) { return is_space(c) || c == 0xFB02 || c == 0xB6; }

}  // namespace

Refusal mermaid_text(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = *text::next_code_point(text, at);
    if (c == '\n') {
      out += "<br/>";
    } else if (c == '"') {
      out += "#quot;";
    } else if (c < 0x80 ? harmless(text[begin]) || harmless_inside(text, begin) : !reserved(c)) {
      out += text.substr(begin, at - begin);
    } else {
      fmt::format_to(std::back_inserter(out), "#{};", static_cast<unsigned>(c));
    }
  }
  out += '"';
  return nullptr;
}

Refusal mermaid_value(const Json& value, std::string& out) { return quoted_scalar(value, mermaid_text, out); }

}  // namespace atlas::emit
