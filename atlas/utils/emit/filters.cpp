#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/emit/kinds.hpp"
#include "atlas/utils/emit/writers.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::emit {
namespace {

bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Text or an integer as text; anything else is nothing.
std::optional<std::string> plain(const Json& value) {
  if (value.is_string() && text::is_utf8(value.get_ref<const std::string&>())) {
    return value.get<std::string>();
  }
  if (!value.is_number_integer()) {
    return std::nullopt;
  }
  std::string out;
  number(value, out);
  return out;
}

tl::unexpected<Diagnostic> refuse(const char* why) { return failure(k_unwritable(why)); }

bool is_identifier(const std::string& word) {
  const auto inner = [](char c) { return alphanumeric(c) || c == '_' || c == '.' || c == '-'; };
  return !word.empty() && (alphanumeric(word.front()) || word.front() == '_') &&
         std::all_of(word.begin(), word.end(), inner);
}

// Every forbidden character, and a newline or tab, as one space.
std::string one_line(const std::string& words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t begin = at;
    const std::optional<char32_t> c = text::next_code_point(words, at);
    if (!c || *c == '\n' || *c == '\t' || text::is_forbidden(*c)) {
      out += ' ';
    } else {
      out.append(words, begin, at - begin);
    }
  }
  return out;
}

std::size_t longest_run(const std::string& words, char wanted) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : words) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// A `|` in a code span ends a table cell, and its escape shows outside of tables; HTML is right in both.
std::string html_code(const std::string& words) {
  std::string inner;
  markdown_text(words, inner);
  std::string out = "<code>";
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '\\' && i + 1 < inner.size() && inner[i + 1] == '|') {
      out += "&#124;";
      ++i;
    } else {
      out += inner[i];
      if (inner[i] == '\\' && i + 1 < inner.size()) {
        out += inner[++i];
      }
    }
  }
  return out + "</code>";
}

}  // namespace

Result<std::string> identifier(const Json& value) {
  std::optional<std::string> word = plain(value);
  if (!word || !is_identifier(*word)) {
    return refuse("a name here may hold letters, digits, `_`, `.` and `-` only, and starts with none of the last two");
  }
  return *std::move(word);
}

Result<std::string> node_id(const Json& value) {
  const std::optional<std::string> word = plain(value);
  if (!word || word->empty()) {
    return refuse("an id needs a text that is not empty");
  }
  std::string out = "n_";
  for (std::size_t at = 0; at < word->size();) {
    const char c = (*word)[at];
    text::next_code_point(*word, at);
    out += alphanumeric(c) ? text::lower(std::string_view(&c, 1)) : "_";
  }
  return out;
}

Result<std::string> code_span(const Json& value) {
  const std::optional<std::string> text = plain(value);
  if (!text || refuse_text(*text) != nullptr) {
    return refuse("a code span needs text or an integer without control characters");
  }
  const std::string words = one_line(*text);
  if (words.find('|') != std::string::npos) {
    return html_code(words);
  }
  const std::string fence(longest_run(words, '`') + 1, '`');
  const auto edge = [](char c) { return c == '`' || c == ' '; };
  const bool pad = words.empty() || edge(words.front()) || edge(words.back());
  const bool only_spaces = words.find_first_not_of(' ') == std::string::npos;
  const char* space = pad && (words.empty() || !only_spaces) ? " " : "";
  return fence + space + words + (words.empty() ? "" : space) + fence;
}

Result<std::string> comment(const Json& value) {
  const std::optional<std::string> words = plain(value);
  if (!words) {
    return refuse("a comment needs text or an integer");
  }
  std::string out;
  for (const char c : one_line(*words)) {
    const bool ends_comment = !out.empty() && ((out.back() == '-' && c == '-') || (out.back() == '*' && c == '/'));
    out += ends_comment ? " " : "";
    out += c;
  }
  while (!out.empty() && (out.back() == '\\' || out.back() == ' ')) {
    out.pop_back();  // a backslash would take the next line into the comment
  }
  return out;
}

Result<std::string> line(const Json& value) {
  const std::optional<std::string> words = plain(value);
  if (!words || refuse_text(*words) != nullptr) {
    return refuse("a line needs text or an integer without control characters");
  }
  std::string out;
  for (const char c : *words) {
    out += c == '%' ? "%%" : c == '\n' || c == '\t' ? " " : std::string(1, c);
  }
  const std::string_view kept = text::trim(out);
  if (kept.empty() || kept.back() == '\\') {
    return refuse("a line cannot be empty or end with a backslash");
  }
  return std::string(kept);
}

Result<std::string> raw(const Json& value) {
  std::optional<std::string> words = plain(value);
  if (!words) {
    return refuse("`raw` takes text or an integer");
  }
  return *std::move(words);
}

}  // namespace atlas::emit
