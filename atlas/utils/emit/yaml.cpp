#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace atlas::emit {
namespace {

constexpr std::array<std::string_view, 11> k_words = {"true", "false", "yes", "no",   "on", "off",
                                                      "null", "y",     "n",   "none", "nan"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool bare_character(char c) {
  return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' || c == '-';
}

// Only text that every YAML version reads as a string, in every place.
bool bare(std::string_view text) {
  if (text.empty() || !letter(text.front()) || !std::all_of(text.begin(), text.end(), bare_character)) {
    return false;
  }
  return text.size() > 5 || std::find(k_words.begin(), k_words.end(), text::lower(text)) == k_words.end();
}

bool yaml_printable(char32_t c) { return !text::is_forbidden(c) && c != 0xFFFE && c != 0xFFFF; }

void escape(char32_t c, std::string_view bytes, std::string& out) {
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
      if (yaml_printable(c)) {
        out += bytes;
      } else {
        fmt::format_to(std::back_inserter(out), "\\u{:04X}", static_cast<unsigned>(c));
      }
  }
}

bool plain(char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; }

// Can hold any Unicode text: what YAML cannot show is escaped.
Refusal quoted(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    if (plain(text[at])) {
      out += text[at++];
      continue;
    }
    const std::size_t begin = at;
    const std::optional<char32_t> c = text::next_code_point(text, at);
    if (!c) {
      return "the text is not valid UTF-8";
    }
    escape(*c, text.substr(begin, at - begin), out);
  }
  out += '"';
  return nullptr;
}

bool looks_like_jinja(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{' && (text[i + 1] == '{' || text[i + 1] == '%' || text[i + 1] == '#')) {
      return true;
    }
  }
  return false;
}

// A dot is needed, or YAML 1.1 reads `1e+20` as text.
void yaml_number(const Json& value, std::string& out) {
  std::string digits;
  number(value, digits);
  const std::size_t exponent = digits.find('e');
  if (exponent != std::string::npos && digits.find('.') == std::string::npos) {
    digits.insert(exponent, ".0");
  }
  out += digits;
}

template <TextWriter text>
Refusal flow(const Json& value, std::string& out);

template <TextWriter text>
Refusal flow_container(const Json& value, std::string& out) {
  out += value.is_array() ? '[' : '{';
  const char* separator = "";
  for (auto item = value.begin(); item != value.end(); ++item) {
    out += separator;
    separator = ", ";
    if (value.is_object()) {
      if (const Refusal refusal = checked(yaml_text, item.key(), out); refusal != nullptr) {
        return refusal;
      }
      out += ": ";
    }
    if (const Refusal refusal = flow<text>(*item, out); refusal != nullptr) {
      return refusal;
    }
  }
  out += value.is_array() ? ']' : '}';
  return nullptr;
}

template <TextWriter text>
Refusal flow(const Json& value, std::string& out) {
  if (value.is_structured()) {
    return flow_container<text>(value, out);
  }
  if (value.is_null()) {
    out += "null";
    return nullptr;
  }
  if (value.is_number_float()) {
    yaml_number(value, out);
    return nullptr;
  }
  return scalar(value, text, out);
}

bool is_block(const Json& value) { return value.is_structured() && !value.empty(); }

Refusal leaf(const Json& value, bool ansible, std::string& out) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    return ansible ? ansible_text(text, out) : yaml_text(text, out);
  }
  return flow<yaml_text>(value, out);
}

Refusal members(const Json& value, std::size_t indent, bool ansible, bool first_in_line, std::string& out);

Refusal member(const Json& item, const std::string* key, std::size_t indent, bool ansible, std::string& out) {
  if (key != nullptr) {
    if (const Refusal refusal = yaml_text(*key, out); refusal != nullptr) {
      return refusal;
    }
  }
  out += key != nullptr ? ":" : "-";
  if (!is_block(item)) {
    out += ' ';
    return leaf(item, ansible, out);
  }
  // After "- " the first member goes on in the same line; after "key:" it starts a new one.
  out += key != nullptr ? '\n' : ' ';
  return members(item, indent + 2, ansible, key == nullptr, out);
}

Refusal members(const Json& value, std::size_t indent, bool ansible, bool first_in_line, std::string& out) {
  for (auto item = value.begin(); item != value.end(); ++item) {
    if (item != value.begin()) {
      out += '\n';
    }
    if (item != value.begin() || !first_in_line) {
      out.append(indent, ' ');
    }
    const std::string* key = value.is_object() ? &item.key() : nullptr;
    if (const Refusal refusal = member(*item, key, indent, ansible, out); refusal != nullptr) {
      return refusal;
    }
  }
  return nullptr;
}

}  // namespace

Refusal yaml_text(std::string_view text, std::string& out) {
  if (bare(text)) {
    out += text;
    return nullptr;
  }
  return quoted(text, out);
}

Refusal ansible_text(std::string_view text, std::string& out) {
  if (looks_like_jinja(text)) {
    out += "!unsafe ";
  }
  return yaml_text(text, out);
}

Refusal yaml_value(const Json& value, std::string& out) { return flow<yaml_text>(value, out); }
Refusal ansible_value(const Json& value, std::string& out) { return flow<ansible_text>(value, out); }

Refusal yaml_block(const Json& value, std::size_t indent, bool ansible, std::string& out) {
  if (is_block(value)) {
    return members(value, indent, ansible, false, out);
  }
  out.append(indent, ' ');
  return leaf(value, ansible, out);
}

}  // namespace atlas::emit
