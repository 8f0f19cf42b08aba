#include "atlas/utils/emit/writers.hpp"

namespace atlas::emit {
namespace {

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
  if (is_space(first_character(text)) || is_space(last_character(text))) {
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
