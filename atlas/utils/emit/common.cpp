#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::emit {
namespace {

bool plain_ascii(char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; }

// Never characters of a text; YAML and systemd refuse them.
bool is_noncharacter(char32_t c) { return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF); }

}  // namespace

Refusal refuse_text(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), plain_ascii)) {
    return nullptr;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<char32_t> c = text::next_code_point(text, at);
    if (!c) {
      return "the text is not valid UTF-8";
    }
    if (text::is_forbidden(*c) || is_noncharacter(*c)) {
      return "the text holds a control, direction or invisible character";
    }
  }
  return nullptr;
}

Refusal checked(TextWriter writer, std::string_view text, std::string& out) {
  const Refusal refusal = refuse_text(text);
  return refusal != nullptr ? refusal : writer(text, out);
}

void number(const Json& value, std::string& out) {
  if (value.is_number_unsigned()) {
    fmt::format_to(std::back_inserter(out), "{}", value.get<std::uint64_t>());
  } else if (value.is_number_integer()) {
    fmt::format_to(std::back_inserter(out), "{}", value.get<std::int64_t>());
  } else {
    out += value.dump();
  }
}

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

char32_t first_character(std::string_view text) {
  std::size_t at = 0;
  return text::next_code_point(text, at).value_or(0);
}

char32_t last_character(std::string_view text) {
  return text.empty() ? 0 : first_character(text.substr(text::char_boundary(text, text.size() - 1)));
}

Refusal scalar(const Json& value, TextWriter text, std::string& out) {
  switch (value.type()) {
    case Json::value_t::string:
      return checked(text, value.get_ref<const std::string&>(), out);
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return nullptr;
    case Json::value_t::null:
      return "there is no literal for null";
    case Json::value_t::array:
      return "there is no literal for a list here";
    case Json::value_t::object:
      return "there is no literal for a map";
    default:
      number(value, out);
      return nullptr;
  }
}

Refusal quoted_scalar(const Json& value, TextWriter text, std::string& out) {
  if (value.is_string()) {
    return scalar(value, text, out);
  }
  out += '"';
  const Refusal refusal = scalar(value, text, out);
  out += '"';
  return refusal;
}

Refusal scalars(const Json& value, TextWriter text, std::string_view separator, std::string& out) {
  if (!value.is_array()) {
    return scalar(value, text, out);
  }
  bool first = true;
  for (const Json& item : value) {
    out += first ? std::string_view() : separator;
    first = false;
    if (const Refusal refusal = scalar(item, text, out); refusal != nullptr) {
      return refusal;
    }
  }
  return nullptr;
}

}  // namespace atlas::emit
