#include "atlas/utils/emit/writers.hpp"

namespace atlas::emit {
namespace {

Refusal list(const Json& value, std::string& out) {
  out += '[';
  const char* separator = "";
  for (const Json& item : value) {
    out += separator;
    separator = ", ";
    if (const Refusal refusal = hcl_value(item, out); refusal != nullptr) {
      return refusal;
    }
  }
  out += ']';
  return nullptr;
}

Refusal map(const Json& value, std::string& out) {
  out += value.empty() ? "{" : "{ ";
  const char* separator = "";
  for (const auto& [key, item] : value.items()) {
    out += separator;
    separator = ", ";
    if (const Refusal refusal = checked(hcl_text, key, out); refusal != nullptr) {
      return refusal;
    }
    out += " = ";
    if (const Refusal refusal = hcl_value(item, out); refusal != nullptr) {
      return refusal;
    }
  }
  out += value.empty() ? "}" : " }";
  return nullptr;
}

}  // namespace

Refusal hcl_text(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
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
      default:
        // `${` and `%{` start a template; doubling the sign is HCL's escape.
        if ((c == '$' || c == '%') && i + 1 < text.size() && text[i + 1] == '{') {
          out += c;
        }
        out += c;
    }
  }
  out += '"';
  return nullptr;
}

Refusal hcl_value(const Json& value, std::string& out) {
  if (value.is_array()) {
    return list(value, out);
  }
  if (value.is_object()) {
    return map(value, out);
  }
  if (value.is_null()) {
    out += "null";
    return nullptr;
  }
  return scalar(value, hcl_text, out);
}

}  // namespace atlas::emit
