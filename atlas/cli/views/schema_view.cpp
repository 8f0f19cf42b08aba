#include "atlas/cli/views/schema_view.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <vector>

namespace atlas::cli {
namespace {

std::string cell(std::string_view words) {
  std::string out;
  for (const char c : text::printable(words)) {
    out += c == '|' ? "\\|" : c == '<' ? "&lt;" : std::string(1, c);
  }
  return out;
}

std::string code(const Json& value) {
  const std::string words = value.is_string() ? value.get<std::string>() : value.dump();
  return words.empty() ? "empty" : "`" + cell(words) + "`";
}

std::string code_list(const Json& values) {
  std::vector<std::string> words;
  for (const Json& value : values) {
    words.push_back(code(value));
  }
  return text::join(words, ", ");
}

std::string after_last_slash(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// GitHub's anchor of a heading that is one word of [a-z0-9_.].
std::string link(const std::string& name) {
  std::string anchor = text::lower(name);
  std::erase(anchor, '.');
  return fmt::format("[{}](#{})", name, anchor);
}

class Page {
 public:
  explicit Page(const Json& schema) : schema_(schema) {}

  std::string write() {
    out_ = fmt::format("# {}\n\n{}\n", schema_.value("title", "Schema"), schema_.value("description", ""));
    object("", schema_);
    const Json definitions = schema_.value("$defs", Json::object());
    for (const auto& [name, definition] : definitions.items()) {
      out_ += fmt::format("\n## {}\n\n{}\n", name, definition.value("description", ""));
      if (definition.contains("properties")) {
        object(name, definition);
      } else {
        out_ += "\n" + describe(definition) + "\n";
      }
    }
    return out_;
  }

 private:
  struct Nested {
    std::string path;
    const Json* schema;
  };

  void object(const std::string& path, const Json& schema) {
    std::vector<Nested> nested;
    table(path, schema, nested);
    for (const Nested& entry : nested) {
      out_ += fmt::format("\n### {}\n\n{}\n", entry.path, entry.schema->value("description", ""));
      object(entry.path, *entry.schema);
    }
  }

  void table(const std::string& path, const Json& schema, std::vector<Nested>& nested) {
    std::vector<std::pair<std::string, const Json*>> rows;
    if (schema.contains("properties")) {
      for (const auto& [name, property] : schema.at("properties").items()) {
        rows.emplace_back(name, &property);
      }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return order(*a.second) < order(*b.second); });
    const Json required = schema.value("required", Json::array());
    out_ += rows.empty() ? "" : "\n| key | form | meaning |\n|---|---|---|\n";
    for (const auto& [name, property] : rows) {
      const bool needed = std::find(required.begin(), required.end(), name) != required.end();
      const std::string below = path.empty() ? name : path + "." + name;
      out_ += fmt::format("| `{}`{} | {} | {} |\n", name, needed ? " **(required)**" : "",
                          form(below, *property, nested), meaning(*property));
    }
  }

  static std::int64_t order(const Json& property) { return property.value("x-order", std::int64_t{1'000'000}); }

  std::string form(const std::string& path, const Json& property, std::vector<Nested>& nested) {
    if (property.contains("$ref")) {
      const std::string target = property.at("$ref").get<std::string>();
      return target.starts_with("#/$defs/") ? link(after_last_slash(target)) : cell(after_last_slash(target));
    }
    if (property.contains("properties")) {
      nested.push_back({path, &property});
      return link(path);
    }
    if (property.contains("items")) {
      return "list of " + form(path + "[]", property.at("items"), nested);
    }
    if (property.contains("additionalProperties") && property.at("additionalProperties").is_object()) {
      return "map to " + form(path + ".*", property.at("additionalProperties"), nested);
    }
    for (const char* choice : {"oneOf", "anyOf"}) {
      if (property.contains(choice)) {
        return alternatives(path, property.at(choice), nested);
      }
    }
    return describe(property);
  }

  std::string alternatives(const std::string& path, const Json& choices, std::vector<Nested>& nested) {
    std::vector<std::string> words;
    for (const Json& choice : choices) {
      words.push_back(form(path, choice, nested));
    }
    return text::join(words, " or ");
  }

  static std::string describe(const Json& property) {
    if (property.contains("const")) {
      return code(property.at("const"));
    }
    if (property.contains("enum")) {
      return code_list(property.at("enum"));
    }
    std::string words = type_name(property.value("type", Json("any")));
    if (property.contains("minimum") || property.contains("maximum")) {
      words += fmt::format(" {}…{}", property.contains("minimum") ? property.at("minimum").dump() : "",
                           property.contains("maximum") ? property.at("maximum").dump() : "");
    }
    return words;
  }

  static std::string type_name(const Json& type) {
    if (!type.is_array()) {
      return type.get<std::string>();
    }
    std::vector<std::string> words;
    for (const Json& word : type) {
      words.push_back(word.get<std::string>());
    }
    return text::join(words, " or ");
  }

  static std::string meaning(const Json& property) {
    std::string words = cell(property.value("description", property.value("title", "")));
    if (property.contains("default")) {
      words += fmt::format(" Default: {}.", code(property.at("default")));
    }
    if (property.contains("examples")) {
      words += fmt::format(" For example {}.", code_list(property.at("examples")));
    }
    return words;
  }

  const Json& schema_;
  std::string out_;
};

}  // namespace

std::string schema_markdown(const Json& schema) { return Page(schema).write(); }

std::string SchemaView::text(const Style& /*style*/) const {
  return markdown_ ? schema_markdown(schema_) : schema_.dump(2) + "\n";
}

}  // namespace atlas::cli
