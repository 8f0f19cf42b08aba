#include "atlas/utils/emit/writers.hpp"

namespace atlas::emit {

Refusal systemd_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '%':
        out += "%%";
        break;
      default:
        out += c;
    }
  }
  out += '"';
  return nullptr;
}

Refusal systemd_value(const Json& value, std::string& out) { return scalars(value, systemd_text, " ", out); }

}  // namespace atlas::emit
