#include "atlas/spec/schema_document.hpp"

#include "atlas/spec/normalise.hpp"
#include "atlas/spec/schema_problems.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <set>

namespace atlas::spec {
namespace {

ATLAS_DIAGNOSTIC(k_schema_unreadable, "ATLAS-E1120", error, "a shipped schema cannot be read",
                 "ATLAS needs its data folder (schemas, profiles, templates). It looks at $ATLAS_CONFIG_DIR, then at "
                 "../share/atlas/config beside the program, then at `config` in the source tree. Install ATLAS "
                 "completely, or set ATLAS_CONFIG_DIR to the folder.");

Json read_json(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return Json::parse(stream, nullptr, false);
}

// "fleet.v1.schema.json#/…" becomes "#/$defs/fleet.v1.schema.json/…"; targets inside that file likewise.
void rewrite_references(Json& json, const std::string& own_prefix, std::vector<std::string>& files) {
  if (json.is_array() || json.is_object()) {
    for (Json& child : json) {
      rewrite_references(child, own_prefix, files);
    }
  }
  if (!json.is_object() || !json.contains("$ref") || !json["$ref"].is_string()) {
    return;
  }
  const std::string target = json["$ref"];
  const std::size_t hash = target.find('#');
  const std::string file = target.substr(0, hash);
  if (file.empty()) {
    json["$ref"] = "#" + own_prefix + target.substr(hash + 1);
  } else {
    json["$ref"] = "#/$defs/" + file + target.substr(hash + 1);
    files.push_back(file);
  }
}

}  // namespace

SchemaNode::SchemaNode(const Json* json, const Targets* targets) : json_(json), targets_(targets) {
  for (auto it = targets->find(json_); it != targets->end(); it = targets->find(json_)) {
    json_ = it->second;
  }
}

const Json* SchemaNode::keyword(const char* name) const {
  if (json_ == nullptr || !json_->is_object()) {
    return nullptr;
  }
  const auto it = json_->find(name);
  return it == json_->end() ? nullptr : &*it;
}

SchemaNode SchemaNode::property(std::string_view key) const {
  if (const Json* properties = keyword("properties")) {
    if (const auto it = properties->find(key); it != properties->end()) {
      return {&*it, targets_};
    }
  }
  const Json* others = keyword("additionalProperties");
  return others != nullptr && others->is_object() ? SchemaNode(others, targets_) : SchemaNode();
}

SchemaNode SchemaNode::items() const {
  const Json* items = keyword("items");
  return items != nullptr ? SchemaNode(items, targets_) : SchemaNode();
}

SchemaNode SchemaNode::at(const yaml::Value& root, std::string_view pointer) const {
  SchemaNode node = *this;
  std::string done;
  const std::vector<std::string> tokens = text::split(pointer, '/');
  for (std::size_t i = 1; i < tokens.size() && node; ++i) {
    const yaml::Value* value = root.at_pointer(done);
    node = value != nullptr && value->is_sequence() ? node.items() : node.property(tokens[i]);
    done += "/" + tokens[i];
  }
  return node;
}

std::vector<std::string> SchemaNode::property_names() const {
  std::vector<std::string> names;
  if (const Json* properties = keyword("properties")) {
    for (const auto& [name, ignored] : properties->items()) {
      names.push_back(name);
    }
  }
  return names;
}

std::string SchemaNode::text(const char* name) const {
  const Json* value = keyword(name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool SchemaNode::has_type(std::string_view type) const {
  const Json* value = keyword("type");
  if (value == nullptr) {
    return false;
  }
  return value->is_array() ? std::find(value->begin(), value->end(), type) != value->end() : *value == type;
}

namespace {

// A person who reads more than that mends the first ones anyway; a hostile text could have hundreds of thousands.
constexpr std::size_t k_most_problems = 100;

// A secret that was written into the spec must not come out through a quoted line.
Diagnostics without_secret_lines(const Diagnostics& found, const yaml::Value& document, SchemaNode schema,
                                 const std::set<std::string>& reported) {
  std::set<std::pair<std::string, int>> secret_lines;
  for (const std::string& pointer : reported) {
    const SchemaNode node = schema.at(document, pointer);
    const auto where = document.location_at(pointer);
    if (node && where && node.keyword("x-secret") != nullptr) {
      secret_lines.emplace(where->file, where->line);
    }
  }
  Diagnostics result;
  for (Diagnostic problem : found.items()) {
    if (problem.where && secret_lines.contains({problem.where->file, problem.where->line})) {
      problem.where->source_line.clear();
    }
    result.add(std::move(problem));
  }
  return result;
}

// In a part that is marked `x-partial`, mappings need not be complete; list items are.
bool is_partial(const yaml::Value& document, SchemaNode node, const std::string& pointer) {
  bool partial = false;
  std::string done;
  const std::vector<std::string> tokens = text::split(pointer, '/');
  for (std::size_t i = 1; i < tokens.size() && node; ++i) {
    const yaml::Value* value = document.at_pointer(done);
    const bool item = value != nullptr && value->is_sequence();
    node = item ? node.items() : node.property(tokens[i]);
    partial = (partial && !item) || (node && node.keyword("x-partial") != nullptr);
    done += "/" + tokens[i];
  }
  return partial;
}

}  // namespace

void SchemaDocument::bundle(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  rewrite_references(json_, "", files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string file = files[i];
    if (json_["$defs"].contains(file)) {
      continue;
    }
    Json other = read_json(folder / file);
    rewrite_references(other, "/$defs/" + file, files);
    other.erase("$id");
    other.erase("$schema");
    json_["$defs"][file] = std::move(other);
  }
}

void SchemaDocument::resolve(const Json& json) {
  if (json.is_object()) {
    if (const auto it = json.find("$ref"); it != json.end() && it->is_string()) {
      const Json::json_pointer target(it->get<std::string>().substr(1));
      targets_[&json] = &json_.at(target);
    }
  }
  if (json.is_structured()) {
    for (const Json& child : json) {
      resolve(child);
    }
  }
}

std::shared_ptr<const SchemaDocument> SchemaDocument::load(const std::filesystem::path& config, const std::string& name,
                                                           Diagnostics& diagnostics) {
  const std::filesystem::path path = config / "schemas" / (name + ".schema.json");
  std::shared_ptr<SchemaDocument> document(new SchemaDocument());
  document->json_ = read_json(path);
  if (document->json_.is_discarded()) {
    diagnostics.add(k_schema_unreadable(fmt::format("the schema '{}' cannot be read", path.string()))
                        .fix("install ATLAS completely, or set ATLAS_CONFIG_DIR to its config folder"));
    return nullptr;
  }
  document->bundle(path.parent_path());
  document->resolve(document->json_);
  auto compiled = JsonSchema::compile(document->json_);
  if (!compiled) {
    diagnostics.add(std::move(compiled.error()));
    return nullptr;
  }
  document->compiled_.emplace(std::move(*compiled));
  return document;
}

SchemaNode SchemaDocument::definition(const std::string& pointer) const {
  const Json::json_pointer path(pointer);
  return json_.contains(path) ? SchemaNode(&json_.at(path), &targets_) : SchemaNode();
}

bool SchemaDocument::check(yaml::Value& document, Diagnostics& diagnostics) const {
  Diagnostics found;
  std::set<std::string> reported;
  for (const SchemaError& error : compiled_->validate(document.to_json())) {
    if (error.keyword == "required" && is_partial(document, root(), error.instance_path)) {
      continue;
    }
    if (found.size() < k_most_problems) {
      report_violation(error, document, root(), found);
    }
    const yaml::Value* value = document.at_pointer(error.instance_path);
    const bool about_members =
        value != nullptr && (value->is_mapping() || value->is_sequence()) && error.keyword != "type";
    if (!about_members) {
      reported.insert(error.instance_path);
    }
  }
  normalise(document, root(), reported, found);
  diagnostics.add(without_secret_lines(found, document, root(), reported));
  return !found.has_errors();
}

std::string address_of(const yaml::Value& document, std::string_view pointer) {
  std::string address;
  std::string done;
  const std::vector<std::string> tokens = text::split(pointer, '/');
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const yaml::Value* parent = document.at_pointer(done);
    done += "/" + tokens[i];
    const yaml::Value* value = document.at_pointer(done);
    std::string shown = tokens[i];
    for (const char* key : {"name", "id", "network"}) {
      const yaml::Value* name = value != nullptr && parent->is_sequence() ? value->find(key) : nullptr;
      if (name != nullptr && name->is_string() && name->text().size() <= 80) {
        shown = name->text();
        break;
      }
    }
    address += (address.empty() ? "" : "/") + shown;
  }
  return address;
}

}  // namespace atlas::spec
