#include "atlas/utils/yaml/value.hpp"

#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/core_schema.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace atlas::yaml {
namespace {

std::string unescape(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size()) {
      out += token[++i] == '1' ? '/' : '~';
    } else {
      out += token[i];
    }
  }
  return out;
}

std::vector<std::string> tokens(std::string_view pointer) {
  if (pointer.empty()) {
    return {};
  }
  std::vector<std::string> parts = text::split(pointer.substr(pointer.front() == '/' ? 1 : 0), '/');
  std::transform(parts.begin(), parts.end(), parts.begin(), [](const std::string& part) { return unescape(part); });
  return parts;
}

const Value* child(const Value& value, const std::string& token) {
  if (value.is_sequence()) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool whole = error == std::errc() && end == token.data() + token.size();
    return whole && index < value.items().size() ? &value.items()[index] : nullptr;
  }
  return value.find(token);
}

// The member that a pointer names, with the value it is in; the deepest that exists when the pointer leads nowhere.
struct Place {
  const Value* value;
  const Value::Member* member;  // nullptr for the root and for items
  bool complete;
};

Place walk(const Value& root, std::string_view pointer) {
  Place place{&root, nullptr, true};
  for (const std::string& token : tokens(pointer)) {
    const Value* next = child(*place.value, token);
    if (next == nullptr) {
      return {place.value, place.member, false};
    }
    place.member = nullptr;
    for (const Value::Member& member : place.value->members()) {
      if (&member.value == next) {
        place.member = &member;
      }
    }
    place.value = next;
  }
  return place;
}

}  // namespace

std::shared_ptr<const Source> Source::index(std::string file, std::string text) {
  auto source = std::make_shared<Source>();
  source->file = std::move(file);
  source->text = std::move(text);
  source->line_starts.push_back(0);
  for (std::size_t at = source->text.find('\n'); at != std::string::npos; at = source->text.find('\n', at + 1)) {
    source->line_starts.push_back(at + 1);
  }
  return source;
}

std::string_view Source::line(int number) const {
  const auto index = static_cast<std::size_t>(number) - 1;
  if (number < 1 || index >= line_starts.size()) {
    return {};
  }
  const std::size_t begin = line_starts[index];
  return std::string_view(text).substr(begin, text.find('\n', begin) - begin);
}

std::optional<SourceLocation> Mark::location() const {
  if (!source) {
    return std::nullopt;
  }
  return SourceLocation{source->file, line, column, std::string(source->line(line))};
}

Value Value::plain(std::string text, Mark mark) {
  Value value;
  value.kind_ = core_kind(text);
  value.text_ = std::move(text);
  value.mark_ = std::move(mark);
  return value;
}

Value Value::string(std::string text, Mark mark) {
  Value value;
  value.kind_ = Kind::string;
  value.text_ = std::move(text);
  value.mark_ = std::move(mark);
  return value;
}

Value Value::sequence(Mark mark) {
  Value value;
  value.kind_ = Kind::sequence;
  value.mark_ = std::move(mark);
  return value;
}

Value Value::mapping(Mark mark) {
  Value value;
  value.kind_ = Kind::mapping;
  value.mark_ = std::move(mark);
  return value;
}

Value Value::from_json(const Json& json, const Mark& mark) {
  if (json.is_object()) {
    Value value = mapping(mark);
    for (const auto& [key, member] : json.items()) {
      value.members_.push_back({key, mark, from_json(member, mark)});
    }
    return value;
  }
  if (json.is_array()) {
    Value value = sequence(mark);
    for (const Json& item : json) {
      value.items_.push_back(from_json(item, mark));
    }
    return value;
  }
  return json.is_string() ? string(json.get<std::string>(), mark) : plain(json.dump(), mark);
}

std::int64_t Value::integer() const { return core_integer(text_).value_or(0); }

double Value::number() const {
  return kind_ == Kind::integer ? static_cast<double>(integer()) : std::strtod(text_.c_str(), nullptr);
}

bool Value::boolean() const { return !text_.empty() && (text_.front() == 't' || text_.front() == 'T'); }

const Value* Value::find(std::string_view key) const {
  const auto it = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.key == key; });
  return it == members_.end() ? nullptr : &it->value;
}

Value* Value::find(std::string_view key) {
  const auto it = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.key == key; });
  return it == members_.end() ? nullptr : &it->value;
}

void Value::set(std::string_view key, Value value) {
  if (Value* present = find(key)) {
    *present = std::move(value);
    return;
  }
  Mark key_mark = value.mark_;
  members_.push_back({std::string(key), std::move(key_mark), std::move(value)});
}

bool Value::erase(std::string_view key) {
  return std::erase_if(members_, [&](const Member& m) { return m.key == key; }) > 0;
}

const Value* Value::at_pointer(std::string_view pointer) const {
  const Place place = walk(*this, pointer);
  return place.complete ? place.value : nullptr;
}

std::optional<SourceLocation> Value::location_at(std::string_view pointer) const {
  return walk(*this, pointer).value->location();
}

std::optional<SourceLocation> Value::key_location_at(std::string_view pointer) const {
  const Place place = walk(*this, pointer);
  return place.complete && place.member != nullptr ? place.member->key_mark.location() : place.value->location();
}

Json Value::to_json() const {
  switch (kind_) {
    case Kind::null:
      return nullptr;
    case Kind::boolean:
      return boolean();
    case Kind::integer:
      return integer();
    case Kind::number:
      return number();
    case Kind::string:
      return text_;
    case Kind::sequence: {
      Json json = Json::array();
      for (const Value& item : items_) {
        json.push_back(item.to_json());
      }
      return json;
    }
    case Kind::mapping: {
      Json json = Json::object();
      for (const Member& member : members_) {
        json[member.key] = member.value.to_json();
      }
      return json;
    }
  }
  return nullptr;
}

bool Value::same_as(const Value& other) const {
  const auto same_member = [](const Member& a, const Member& b) { return a.key == b.key && a.value.same_as(b.value); };
  const auto same_item = [](const Value& a, const Value& b) { return a.same_as(b); };
  return kind_ == other.kind_ && text_ == other.text_ &&
         std::equal(items_.begin(), items_.end(), other.items_.begin(), other.items_.end(), same_item) &&
         std::equal(members_.begin(), members_.end(), other.members_.begin(), other.members_.end(), same_member);
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::boolean:
      return "true or false";
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "text";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a mapping";
  }
  return "nothing";
}

std::string pointer_token(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace atlas::yaml
