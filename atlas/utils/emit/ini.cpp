#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <optional>

namespace atlas::emit {
namespace {

// What Python's strip() and most INI readers would cut off.
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool space_at_an_end(std::string_view text) {
  std::optional<char32_t> first;
  std::optional<char32_t> last;
  for (std::size_t at = 0; at < text.size();) {
    last = text::next_code_point(text, at);
    first = first ? first : last;
  }
  return first && (is_space(*first) || is_space(*last));
}

Refusal list_item(std::string_view text, std::string& out) {
  if (text.empty() || text.find(',') != std::string_view::npos) {
    return "an item of an INI list cannot be empty or hold a comma";
  }
  return ini_text(text, out);
}

}  // namespace

Refusal ini_text(std::string_view text, std::string& out) {
  if (text.find_first_of("\n;#") != std::string_view::npos) {
    return "an INI value cannot hold a newline, `;` or `#`";
  }
  if (space_at_an_end(text)) {
    return "an INI value cannot start or end with a space";
  }
  for (const char c : text) {
    if (c == '%') {
      out += '%';
    }
    out += c;
  }
  return nullptr;
}

Refusal ini_value(const Json& value, std::string& out) {
  return scalars(value, value.is_array() ? list_item : ini_text, ", ", out);
}

}  // namespace atlas::emit
