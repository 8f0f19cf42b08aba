#include "atlas/utils/json_schema.hpp"

#include "atlas/utils/rust/bridge.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace atlas {
namespace {

ATLAS_DIAGNOSTIC(k_invalid_schema, "ATLAS-E5010", error, "a JSON Schema is not valid",
                 "A schema, of ATLAS itself or of a component or plugin, breaks the rules of JSON Schema draft "
                 "2020-12 or refers to something that is not in the same file. Schemas are never fetched from the "
                 "network. The message names the place in the schema.");

struct FreeValidator {
  void operator()(AtlasValidator* validator) const { atlas_rust_free_schema(validator); }
};

bool is_index(const std::string& token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool token_before(const std::string& a, const std::string& b) {
  if (is_index(a) && is_index(b) && a.size() != b.size()) {
    return a.size() < b.size();
  }
  return a < b;
}

// Document order: members by name, as Json keeps them, items by index, parents before children.
bool before(const SchemaError& a, const SchemaError& b) {
  const std::vector<std::string> left = text::split(a.instance_path, '/');
  const std::vector<std::string> right = text::split(b.instance_path, '/');
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), token_before);
}

SchemaError violation(const Json& entry) {
  return {entry.at(0).get<std::string>(), entry.at(1).get<std::string>(), entry.at(2).get<std::string>(),
          entry.at(3).get<std::string>(), entry.at(4).get<std::vector<std::string>>()};
}

}  // namespace

struct JsonSchema::Impl {
  std::unique_ptr<AtlasValidator, FreeValidator> validator;
};

JsonSchema::JsonSchema(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

Result<JsonSchema> JsonSchema::compile(const Json& schema) {
  const std::string text = schema.dump();
  AtlasValidator* validator = nullptr;
  const rust::Answer answer(atlas_rust_schema(rust::slice(text), &validator));
  if (answer.kind() != 0 || validator == nullptr) {
    return failure(k_invalid_schema(fmt::format("the schema is not valid: {}", answer.text())));
  }
  return JsonSchema(std::make_unique<Impl>(Impl{std::unique_ptr<AtlasValidator, FreeValidator>(validator)}));
}

std::vector<SchemaError> JsonSchema::validate(const Json& instance) const {
  const std::string text = instance.dump();
  const rust::Answer answer(atlas_rust_validate(impl_->validator.get(), rust::slice(text)));
  if (answer.kind() != 0) {
    throw std::logic_error("the schema validator refused a JSON value");
  }
  std::vector<SchemaError> errors;
  for (const Json& entry : Json::parse(answer.text())) {
    errors.push_back(violation(entry));
  }
  std::stable_sort(errors.begin(), errors.end(), before);
  return errors;
}

}  // namespace atlas
