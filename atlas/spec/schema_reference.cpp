#include "atlas/spec/schema_reference.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace atlas::spec {
namespace {

constexpr std::string_view k_definitions = "#/$defs/";

std::string escaped(const std::string& words) {
  std::string out;
  for (const char c : words) {
    out += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
  }
  return out;
}

std::string code(const Json& value) {
  return "`" + escaped(value.is_string() ? value.get<std::string>() : value.dump()) + "`";
}

std::string type_word(const std::string& type) {
  static const std::map<std::string, std::string> k_words{{"string", "text"},   {"integer", "whole number"},
                                                          {"number", "number"}, {"boolean", "true/false"},
                                                          {"array", "list"},    {"object", "mapping"}};
  const auto it = k_words.find(type);
  return it == k_words.end() ? type : it->second;
}

std::string types(const Json& schema) {
  const Json type = schema.value("type", Json("anything"));
  std::vector<std::string> words;
  for (const Json& one : type.is_array() ? type : Json::array({type})) {
    words.push_back(type_word(one.get<std::string>()));
  }
  return text::join(words, " or ");
}

// GitHub's anchor of a heading.
std::string anchor(const std::string& heading) {
  std::string out;
  for (const char c : text::lower(heading)) {
    if (c == ' ') {
      out += '-';
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-') {
      out += c;
    }
  }
  return out;
}

std::string link(const std::string& heading) { return fmt::format("[{}](#{})", heading, anchor(heading)); }

class Reference {
 public:
  Reference(const Json& schema, int level) : schema_(schema), level_(level) {}

  std::string write() {
    section("The document", level_, schema_);
    const Json definitions = schema_.value("$defs", Json::object());
    for (const auto& [name, definition] : definitions.items()) {
      section(definition.value("title", name), level_, definition);
    }
    return out_;
  }

 private:
  // A reference stands for a definition (a link) or for a part of one (what it points to).
  const Json& resolved(const Json& schema) const {
    const std::string target = schema.value("$ref", "");
    return target.starts_with('#') ? schema_.at(Json::json_pointer(target.substr(1))) : schema;
  }

  std::string definition_title(const Json& schema) const {
    const std::string target = schema.value("$ref", "");
    const bool whole = target.starts_with(k_definitions) && target.find('/', k_definitions.size()) == std::string::npos;
    return whole ? resolved(schema).value("title", "") : "";
  }

  void section(const std::string& heading, int level, const Json& schema) {
    out_ += fmt::format("\n{} {}\n\n{}\n", std::string(static_cast<std::size_t>(level), '#'), heading,
                        schema.value("description", ""));
    if (!schema.contains("properties")) {
      return;
    }
    std::vector<std::pair<std::string, const Json*>> rows;
    bool has_settings = false;
    for (const auto& [name, property] : schema.at("properties").items()) {
      const bool setting = property.value("$ref", "").starts_with("#/$defs/settings/properties/");
      has_settings = has_settings || setting;
      if (!setting) {
        rows.emplace_back(name, &property);
      }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto& a, const auto& b) { return order(*a.second) < order(*b.second); });
    table(heading, rows, schema.value("required", Json::array()));
    out_ += has_settings ? "\nAnd all of " + link("Machine settings") + ".\n" : "";
    nested(heading == "The document" ? "" : heading, rows);
  }

  std::int64_t order(const Json& property) const {
    return property.value("x-order", resolved(property).value("x-order", std::int64_t{1'000'000}));
  }

  void table(const std::string& heading, const std::vector<std::pair<std::string, const Json*>>& rows,
             const Json& required) {
    out_ += "\n| key | value | default | meaning |\n|---|---|---|---|\n";
    for (const auto& [name, property] : rows) {
      const bool needed = std::find(required.begin(), required.end(), name) != required.end();
      const Json& schema = resolved(*property);
      const std::string standard = needed ? "**required**" : default_text(schema);
      out_ += fmt::format("| `{}` | {} | {} | {} |\n", name, form(path(heading, name), *property), standard,
                          meaning(*property));
    }
  }

  static std::string default_text(const Json& schema) {
    const bool shown = schema.contains("default") && !has_members(schema) && schema.at("default") != "";
    return shown ? code(schema.at("default")) : std::string();
  }

  static std::string path(const std::string& heading, const std::string& name) {
    return heading == "The document" ? name : heading + "." + name;
  }

  void nested(const std::string& heading, const std::vector<std::pair<std::string, const Json*>>& rows) {
    for (const auto& [name, property] : rows) {
      if (!property->contains("$ref") && has_members(*property)) {
        section(heading.empty() ? name : heading + "." + name, level_ + 1, *property);
      }
    }
  }

  static bool has_members(const Json& schema) { return schema.contains("properties"); }

  std::string form(const std::string& where, const Json& property) const {
    if (const std::string title = definition_title(property); !title.empty()) {
      return link(title);
    }
    if (property.contains("$ref")) {
      const std::string target = property.at("$ref");
      const std::string name = code(target.substr(target.rfind('/') + 1));
      return target.starts_with('#') ? "as " + name + " of the document"
                                     : "as " + name + " in " + code(target.substr(0, target.find('#')));
    }
    if (has_members(property)) {
      return link(where);
    }
    if (property.contains("items")) {
      return "list of " + form(where, property.at("items"));
    }
    const Json others = property.value("additionalProperties", Json());
    if (others.is_object()) {
      return "mapping from a name to " + form(where, others);
    }
    return scalar(property);
  }

  static std::string scalar(const Json& schema) {
    if (schema.contains("const")) {
      return code(schema.at("const"));
    }
    if (schema.contains("enum")) {
      std::vector<std::string> words;
      for (const Json& word : schema.at("enum")) {
        words.push_back(word == "" ? "empty" : code(word));
      }
      return text::join(words, ", ");
    }
    const std::string unit = schema.value("x-unit", "");
    std::string words = unit.empty() ? types(schema) : "size in " + unit;
    if (schema.contains("minimum") && schema.contains("maximum")) {
      words += fmt::format(", {} to {}", schema.at("minimum").dump(), schema.at("maximum").dump());
    }
    return words;
  }

  std::string meaning(const Json& property) const {
    const Json& schema = resolved(property);
    std::string words = escaped(property.value("description", schema.value("description", "")));
    if (schema.contains("examples")) {
      std::vector<std::string> examples;
      for (const Json& example : schema.at("examples")) {
        examples.push_back(code(example));
      }
      words += " Such as " + text::join(examples, ", ") + ".";
    }
    return words;
  }

  const Json& schema_;
  int level_;
  std::string out_;
};

}  // namespace

std::string schema_reference(const Json& schema, int level) { return Reference(schema, level).write(); }

}  // namespace atlas::spec
