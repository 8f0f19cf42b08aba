#include "atlas/generators/ansible/role_readme.hpp"

#include "atlas/generators/template_tree.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <fmt/format.h>

namespace atlas::generators::ansible {
namespace {

using yaml::Value;

constexpr const char* k_specs = "meta/argument_specs.yml";
constexpr const char* k_readme = "README.md";

std::string text_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found != nullptr && found->is_string() ? found->text() : std::string();
}

Json json_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found == nullptr ? Json() : found->to_json();
}

// A description is a text or a list of paragraphs.
std::string description_of(const Value& value) {
  const Value* found = value.find("description");
  if (found == nullptr || !found->is_sequence()) {
    return text_of(value, "description");
  }
  std::vector<std::string> paragraphs;
  for (const Value& paragraph : found->items()) {
    paragraphs.push_back(paragraph.text());
  }
  return text::join(paragraphs, " ");
}

std::string type_of(const Value& option) {
  const std::string type = text_of(option, "type");
  const std::string elements = text_of(option, "elements");
  return elements.empty() ? (type.empty() ? "str" : type) : fmt::format("{} of {}", type, elements);
}

void add_options(const Value& holder, const std::string& prefix, Json& rows) {
  const Value* options = holder.find("options");
  if (options == nullptr) {
    return;
  }
  for (const Value::Member& option : options->members()) {
    const std::string name = prefix + option.key;
    rows.push_back({{"name", name},
                    {"type", type_of(option.value)},
                    {"default", json_of(option.value, "default")},
                    {"choices", json_of(option.value, "choices")},
                    {"required", json_of(option.value, "required") == true},
                    {"description", description_of(option.value)}});
    add_options(option.value, name + (text_of(option.value, "type") == "list" ? "[]." : "."), rows);
  }
}

Json entry_point(const std::string& name, const Value& value) {
  Json rows = Json::array();
  add_options(value, "", rows);
  return {{"name", name}, {"description", description_of(value)}, {"variables", rows}};
}

}  // namespace

Json entry_points(const std::string& where, const std::string& argument_specs, Diagnostics& diagnostics) {
  Json points = Json::array();
  const std::optional<Value> document = yaml::read(where, argument_specs, diagnostics);
  const Value* specs = document ? document->find("argument_specs") : nullptr;
  if (specs == nullptr) {
    return points;
  }
  if (const Value* main = specs->find("main")) {
    points.push_back(entry_point("main", *main));
  }
  for (const Value::Member& point : specs->members()) {
    if (point.key != "main") {
      points.push_back(entry_point(point.key, point.value));
    }
  }
  return points;
}

void add_role_readme(const GeneratorInput& input, const spec::Component& component, const RoleFiles& files,
                     spec::FileTree& tree, Diagnostics& diagnostics) {
  const std::string path = fmt::format("ansible/roles/{}/{}", component.role, k_readme);
  const auto words = files.find(k_readme);
  const auto specs = files.find(k_specs);
  if (specs == files.end()) {
    if (words != files.end()) {
      add_file(path, words->second, "ansible", tree, diagnostics);
    }
    return;
  }
  const std::string where = (component.folder / "role" / k_specs).string();
  const Json extra = {{"component", component.name},
                      {"role", component.role},
                      {"description", component.description},
                      {"words", words == files.end() ? "" : words->second},
                      {"entry_points", entry_points(where, specs->second, diagnostics)}};
  render_file(input, "ansible/_role.md.j2", extra, path, "ansible", tree, diagnostics);
}

}  // namespace atlas::generators::ansible
