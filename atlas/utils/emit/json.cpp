#include "atlas/utils/emit/writers.hpp"

namespace atlas::emit {
namespace {

Refusal key_text(const std::string& key, std::string& out) {
  const Refusal refusal = checked(json_text, key, out);
  out += ": ";
  return refusal;
}

// Members stand on lines of their own, two spaces deeper than `depth`, or all in one line.
Refusal container(const Json& value, std::size_t depth, bool pretty, std::string& out) {
  const std::string inner = pretty ? "\n" + std::string(depth + 2, ' ') : "";
  const std::string between = pretty ? "," + inner : ", ";
  out += value.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    out += first ? inner : between;
    first = false;
    Refusal refusal = value.is_object() ? key_text(key, out) : nullptr;
    if (refusal == nullptr) {
      refusal = item.is_structured() ? container(item, depth + 2, pretty && !item.empty(), out) : json_value(item, out);
    }
    if (refusal != nullptr) {
      return refusal;
    }
  }
  if (pretty) {
    out += '\n';
    out.append(depth, ' ');
  }
  out += value.is_array() ? ']' : '}';
  return nullptr;
}

}  // namespace

Refusal json_text(std::string_view text, std::string& out) {
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
      default:
        out += c;
    }
  }
  out += '"';
  return nullptr;
}

Refusal json_value(const Json& value, std::string& out) {
  if (value.is_structured()) {
    return container(value, 0, false, out);
  }
  if (value.is_null()) {
    out += "null";
    return nullptr;
  }
  return scalar(value, json_text, out);
}

Refusal json_block(const Json& value, std::size_t indent, std::string& out) {
  out.append(indent, ' ');
  return value.is_structured() && !value.empty() ? container(value, indent, true, out) : json_value(value, out);
}

}  // namespace atlas::emit
