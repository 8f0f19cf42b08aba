#include "atlas/interview/values.hpp"

#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <charconv>

namespace atlas::interview {
namespace {

bool among(const std::string& list, std::string_view word) {
  const std::vector<std::string> words = text::split(list, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Json> parse_list(const Words& words, spec::SchemaNode items, const std::string& answer) {
  Json list = Json::array();
  for (const std::string& entry : split_list(answer)) {
    std::optional<Json> value = parse_value(words, items, entry);
    if (!value) {
      return std::nullopt;
    }
    list.push_back(std::move(*value));
  }
  return std::make_optional<Json>(std::move(list));
}

std::optional<Json> parse_mapping(const std::string& answer) {
  Diagnostics ignored;
  const std::optional<yaml::Value> value = yaml::read("answer", answer, ignored);
  return value && value->is_mapping() ? std::make_optional<Json>(value->to_json()) : std::nullopt;
}

bool starts_key(std::string_view part) {
  return part.starts_with("ssh-") || part.starts_with("ecdsa-") || part.starts_with("sk-");
}

std::string joined(const Json& values, const Words& words) {
  std::vector<std::string> parts;
  for (const Json& value : values) {
    parts.push_back(show_value(words, value));
  }
  return text::join(parts, ", ");
}

// What the schema says of the place, in the interview's language.
std::string expectation(const Words& words, spec::SchemaNode node, const Diagnostic& problem) {
  const Json* minimum = node.keyword("minimum");
  const Json* maximum = node.keyword("maximum");
  const Json* allowed = node.keyword("enum");
  const Json* examples = node.keyword("examples");
  if (allowed != nullptr) {
    return words("refused.enum", {{"allowed", joined(*allowed, words)}});
  }
  if (problem.id == "ATLAS-E1104" && minimum != nullptr && maximum != nullptr) {
    const std::string unit = node.text("x-unit").empty() ? "" : " " + node.text("x-unit");
    return words("refused.range", {{"minimum", minimum->dump() + unit}, {"maximum", maximum->dump() + unit}});
  }
  std::string said = words("refused.form", {{"title", node.text("title")}, {"description", node.text("description")}});
  if (examples != nullptr) {
    said += " " + words("refused.example", {{"examples", joined(*examples, words)}});
  }
  return said;
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view answer) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
  return error == std::errc() && end == answer.data() + answer.size() ? std::optional(number) : std::nullopt;
}

std::optional<bool> parse_yes_no(const Words& words, std::string_view answer) {
  const std::string word = text::lower(text::trim(answer));
  if (word.empty()) {
    return std::nullopt;
  }
  if (among("y yes true", word) || among(words("word.yes_forms"), word)) {
    return true;
  }
  if (among("n no false", word) || among(words("word.no_forms"), word)) {
    return false;
  }
  return std::nullopt;
}

std::vector<std::string> split_list(std::string_view answer) {
  std::vector<std::string> parts;
  for (const std::string& raw : text::split(answer, ',')) {
    const std::string part(text::trim(raw));
    if (!parts.empty() && starts_key(parts.front()) && !starts_key(part)) {
      parts.back() += "," + raw;
    } else if (!part.empty()) {
      parts.push_back(part);
    }
  }
  return parts;
}

std::optional<Json> parse_value(const Words& words, spec::SchemaNode node, const std::string& answer) {
  if (node.has_type("boolean")) {
    const std::optional<bool> value = parse_yes_no(words, answer);
    return value ? std::make_optional<Json>(*value) : std::nullopt;
  }
  if (node.has_type("array")) {
    return parse_list(words, node.items(), answer);
  }
  const std::optional<std::int64_t> number = parse_integer(answer);
  if (number && (node.has_type("integer") || (node.has_type("number") && !node.has_type("string")))) {
    return std::make_optional<Json>(*number);
  }
  if (node.has_type("string")) {
    return std::make_optional<Json>(answer);
  }
  return node.has_type("object") ? parse_mapping(answer) : std::nullopt;
}

std::string show_value(const Words& words, const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_boolean()) {
    return words(value.get<bool>() ? "word.yes" : "word.no");
  }
  const bool flat = value.is_array() &&
                    std::none_of(value.begin(), value.end(), [](const Json& item) { return item.is_structured(); });
  return flat ? joined(value, words) : value.dump();
}

bool looks_secret(std::string_view answer) {
  if (answer.find("PRIVATE KEY") != std::string_view::npos || answer.find("PVEAPIToken") != std::string_view::npos) {
    return true;
  }
  // user@realm!name=uuid
  const std::size_t bang = answer.find('!');
  return answer.find('@') < bang && bang < answer.find('=') && answer.find('=') != std::string_view::npos;
}

void put(yaml::Value& document, std::string_view pointer, const Json& value) {
  yaml::Value* place = &document;
  std::vector<std::string> tokens = text::split(pointer, '/');
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool last = i + 1 == tokens.size();
    const bool list_next =
        !last && !tokens[i + 1].empty() && tokens[i + 1].find_first_not_of("0123456789") == std::string::npos;
    const yaml::Value fresh = last        ? yaml::Value::from_json(value, {})
                              : list_next ? yaml::Value::sequence({})
                                          : yaml::Value::mapping({});
    if (place->is_sequence()) {
      const auto index = static_cast<std::size_t>(std::strtoul(tokens[i].c_str(), nullptr, 10));
      if (index >= place->items().size()) {
        place->items().push_back(fresh);
      } else if (last) {
        place->items()[index] = fresh;
      }
      place = &place->items()[std::min(index, place->items().size() - 1)];
      continue;
    }
    if (last || place->find(tokens[i]) == nullptr) {
      place->set(tokens[i], fresh);
    }
    place = place->find(tokens[i]);
  }
}

std::string refuse_value(const Words& words, const spec::SchemaDocument& schema, const yaml::Value& document,
                         const std::string& pointer, const Json& value) {
  yaml::Value candidate = document;
  put(candidate, pointer, value);
  const std::string address = spec::address_of(candidate, pointer);
  const spec::SchemaNode node = schema.root().at(candidate, pointer);
  Diagnostics found;
  yaml::Value normalised = candidate;
  schema.check(normalised, found);
  for (const Diagnostic& problem : found.items()) {
    const bool here = problem.object == address || problem.object.starts_with(address + "/");
    if (problem.severity == Severity::error && here) {
      const spec::SchemaNode place = node.has_type("array") && problem.object != address ? node.items() : node;
      return expectation(words, place, problem);
    }
  }
  return "";
}

}  // namespace atlas::interview
