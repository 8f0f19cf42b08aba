#include "atlas/utils/emit/writers.hpp"

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

}  // namespace

Refusal mermaid_text(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      out += "<br/>";
    } else if (text[i] == '"') {
      out += "#quot;";
    } else if (harmless(text[i]) || harmless_inside(text, i)) {
      out += text[i];
    } else {
      fmt::format_to(std::back_inserter(out), "#{};", static_cast<int>(text[i]));
    }
  }
  out += '"';
  return nullptr;
}

Refusal mermaid_value(const Json& value, std::string& out) {
  if (value.is_string()) {
    return checked(mermaid_text, value.get_ref<const std::string&>(), out);
  }
  return scalar(value, mermaid_text, out);
}

}  // namespace atlas::emit
