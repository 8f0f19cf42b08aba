#include "atlas/utils/emit/writers.hpp"

#include <fmt/format.h>

namespace atlas::emit {
namespace {

bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool harmless(char c) { return alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80U || c == ' ' || c == ','; }

// One of these alone is text; two in a row, or one at the start of a line, are PlantUML's text markup.
bool harmless_alone(std::string_view text, std::size_t at) {
  constexpr std::string_view k_inner = ".-_/:()";
  return k_inner.find(text[at]) != std::string_view::npos && at > 0 && text[at - 1] != '\n' && text[at - 1] != text[at];
}

}  // namespace

Refusal plantuml_text(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      out += "\\n";
    } else if (harmless(text[i]) || harmless_alone(text, i)) {
      out += text[i];
    } else {
      fmt::format_to(std::back_inserter(out), "<U+{:04X}>", static_cast<unsigned>(text[i]));
    }
  }
  out += '"';
  return nullptr;
}

Refusal plantuml_value(const Json& value, std::string& out) { return quoted_scalar(value, plantuml_text, out); }

}  // namespace atlas::emit
