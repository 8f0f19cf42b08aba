#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/json_schema.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace atlas::spec {

/// A place in a schema, with references followed. Borrowed from its SchemaDocument; empty where the schema says
/// nothing.
class SchemaNode {
 public:
  SchemaNode() = default;
  explicit operator bool() const { return json_ != nullptr; }
  const Json& json() const { return *json_; }

  /// The schema of a mapping's member: by `properties`, else by `additionalProperties`.
  SchemaNode property(std::string_view key) const;
  SchemaNode items() const;
  /// Along a JSON pointer of an instance; the deepest place that exists is not enough: empty when one step is unknown.
  SchemaNode at(const yaml::Value& root, std::string_view pointer) const;
  std::vector<std::string> property_names() const;
  /// The keyword's text, or "".
  std::string text(const char* keyword) const;
  /// The keyword's value, or nullptr.
  const Json* keyword(const char* name) const;
  bool has_type(std::string_view type) const;

 private:
  friend class SchemaDocument;
  using Targets = std::unordered_map<const Json*, const Json*>;
  SchemaNode(const Json* json, const Targets* targets);
  const Json* json_ = nullptr;
  const Targets* targets_ = nullptr;
};

/// One shipped schema file: what `config/schemas/<name>.schema.json` says, compiled once. References into other
/// shipped schemas are bundled. Immutable; not copied.
class SchemaDocument {
 public:
  /// Nothing and ATLAS-E1120 when the file is missing or is no valid schema.
  static std::shared_ptr<const SchemaDocument> load(const std::filesystem::path& config, const std::string& name,
                                                    Diagnostics& diagnostics);

  SchemaNode root() const { return {&json_, &targets_}; }
  /// A place in the schema itself, such as "/$defs/settings".
  SchemaNode definition(const std::string& pointer) const;
  const Json& json() const { return json_; }

  /// Checks the document and reports every violation at its place (ATLAS-E1101…E1108), then brings shorthands, sizes
  /// and aliases in it to one form (see normalise.hpp). True when there was no error.
  bool check(yaml::Value& document, Diagnostics& diagnostics) const;

 private:
  SchemaDocument() = default;
  void bundle(const std::filesystem::path& folder);
  void resolve(const Json& json);

  Json json_;
  SchemaNode::Targets targets_;
  std::optional<JsonSchema> compiled_;
};

/// The address of a pointer's value as messages show it: list items by their name or id, `machines/web-01/memory`.
std::string address_of(const yaml::Value& document, std::string_view pointer);

}  // namespace atlas::spec
