#include "atlas/utils/emit/writers.hpp"

namespace atlas::emit {

Refusal shell_text(std::string_view text, std::string& out) {
  out += '\'';
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  out += '\'';
  return nullptr;
}

Refusal shell_value(const Json& value, std::string& out) { return scalars(value, shell_text, " ", out); }

}  // namespace atlas::emit
