#include "atlas/interview/text_edit.hpp"

#include "atlas/interview/values.hpp"
#include "atlas/spec/yaml_text.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>

namespace atlas::interview {
namespace {

// One line, right in block and in flow style.
std::string inline_yaml(const Json& value) {
  if (value.is_structured()) {
    return value.dump();
  }
  std::string line = spec::yaml_text(yaml::Value::from_json(value, {}));
  line.pop_back();
  return line;
}

// Columns count characters, not bytes.
std::size_t offset_of(const yaml::Source& source, const yaml::Mark& mark) {
  if (mark.line < 1 || static_cast<std::size_t>(mark.line) > source.line_starts.size()) {
    return std::string::npos;
  }
  std::size_t offset = source.line_starts[static_cast<std::size_t>(mark.line) - 1];
  for (int column = 1; column < mark.column && offset < source.text.size(); ++column) {
    text::next_code_point(source.text, offset);
  }
  return offset;
}

std::size_t end_of_quoted(const std::string& text, std::size_t start) {
  const char quote = text[start];
  for (std::size_t at = start + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '\'' && at + 1 < text.size() && text[at + 1] == '\'') {
        ++at;
        continue;
      }
      return at + 1;
    }
  }
  return std::string::npos;
}

std::optional<std::string> replace_scalar(const std::string& text, const yaml::Value& old, const Json& value) {
  const std::size_t start = offset_of(*old.mark().source, old.mark());
  if (start >= text.size()) {
    return std::nullopt;
  }
  const bool quoted = text[start] == '"' || text[start] == '\'';
  const std::size_t end = quoted ? end_of_quoted(text, start) : start + old.text().size();
  if (end > text.size() || (!quoted && text.compare(start, old.text().size(), old.text()) != 0)) {
    return std::nullopt;
  }
  return text.substr(0, start) + inline_yaml(value) + text.substr(end);
}

std::size_t indent_of(std::string_view line) { return line.find_first_not_of(' '); }

// Behind the last line of a block mapping whose keys stand at `column` (from 0), before blank lines and comments.
std::size_t end_of_block(const yaml::Source& source, int first_line, std::size_t column) {
  auto last = static_cast<std::size_t>(first_line);
  for (std::size_t number = last + 1; number <= source.line_starts.size(); ++number) {
    const std::string_view line = source.line(static_cast<int>(number));
    const std::size_t indent = indent_of(line);
    if (indent == std::string_view::npos || line[indent] == '#') {
      continue;
    }
    if (indent < column || line.starts_with("---") || line.starts_with("...")) {
      break;
    }
    last = number;
  }
  return last < source.line_starts.size() ? source.line_starts[last] : source.text.size();
}

std::optional<std::string> add_member(const yaml::Value& parent, const std::string& key, const Json& value) {
  const std::shared_ptr<const yaml::Source> source = parent.mark().source;
  const std::string& text = source->text;
  const std::size_t start = offset_of(*source, parent.mark());
  if (start >= text.size()) {
    return std::nullopt;
  }
  const std::string member = inline_yaml(key) + ": " + inline_yaml(value);
  if (text[start] == '{') {
    return text.substr(0, start + 1) + member + (parent.members().empty() ? "" : ", ") + text.substr(start + 1);
  }
  if (parent.members().empty()) {
    return std::nullopt;
  }
  const yaml::Mark& first = parent.members().front().key_mark;
  const auto column = static_cast<std::size_t>(first.column) - 1;
  const std::size_t end = end_of_block(*source, parent.members().back().key_mark.line, column);
  const bool broken = end > 0 && text[end - 1] != '\n';
  return text.substr(0, end) + (broken ? "\n" : "") + std::string(column, ' ') + member + "\n" + text.substr(end);
}

std::optional<std::string> add_item(const yaml::Value& parent, const Json& value) {
  const std::shared_ptr<const yaml::Source> source = parent.mark().source;
  const std::string& text = source->text;
  const std::size_t start = offset_of(*source, parent.mark());
  if (start >= text.size() || parent.items().empty()) {
    return std::nullopt;
  }
  if (text[start] == '[') {
    return text.substr(0, start + 1) + inline_yaml(value) + ", " + text.substr(start + 1);
  }
  return std::nullopt;
}

std::optional<std::string> change(const yaml::Value& document, const std::string& pointer, const Json& value) {
  const yaml::Value* old = document.at_pointer(pointer);
  if (old != nullptr) {
    const bool scalar = !old->is_mapping() && !old->is_sequence() && old->mark().source != nullptr;
    return scalar ? replace_scalar(old->mark().source->text, *old, value) : std::nullopt;
  }
  const std::size_t slash = pointer.rfind('/');
  const yaml::Value* parent = document.at_pointer(pointer.substr(0, slash));
  if (parent == nullptr || parent->mark().source == nullptr) {
    return std::nullopt;
  }
  if (parent->is_sequence()) {
    return add_item(*parent, value);
  }
  return parent->is_mapping() ? add_member(*parent, pointer.substr(slash + 1), value) : std::nullopt;
}

// Same content, whatever the order of members.
bool means(const yaml::Value& document, const Json& wanted) { return document.to_json() == wanted; }

}  // namespace

std::optional<std::string> edit_text(const yaml::Value& document, std::string_view pointer, const Json& value) {
  const std::string place(pointer);
  const std::optional<std::string> edited = change(document, place, value);
  if (!edited) {
    return std::nullopt;
  }
  Json wanted = document.to_json();
  wanted[Json::json_pointer(place)] = value;
  Diagnostics ignored;
  const std::optional<yaml::Value> read = yaml::read(document.mark().source->file, *edited, ignored);
  return read && means(*read, wanted) ? edited : std::nullopt;
}

std::optional<std::string> find_pointer(const yaml::Value& document, std::string_view path) {
  std::string pointer;
  const std::vector<std::string> tokens = text::split(path, '/');
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const yaml::Value* place = document.at_pointer(pointer);
    if (place == nullptr || tokens[i].empty() || (!place->is_mapping() && !place->is_sequence())) {
      return std::nullopt;
    }
    std::string token = yaml::pointer_token(tokens[i]);
    for (std::size_t item = 0; item < place->items().size(); ++item) {
      for (const char* key : {"name", "id", "network"}) {
        const yaml::Value* name = place->items()[item].find(key);
        if (name != nullptr && name->text() == tokens[i]) {
          token = std::to_string(item);
        }
      }
    }
    if (place->is_sequence() && token.find_first_not_of("0123456789") != std::string::npos) {
      return std::nullopt;
    }
    pointer += "/" + token;
  }
  return pointer;
}

}  // namespace atlas::interview
