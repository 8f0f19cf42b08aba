#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <memory>
#include <string>
#include <vector>

namespace atlas {

/// One violation, as the validator sees it.
struct SchemaError {
  std::string instance_path;       ///< JSON pointer into the document, "" for the root
  std::string schema_path;         ///< JSON pointer into the schema
  std::string keyword;             ///< `type`, `enum`, `additionalProperties`, …
  std::string message;             ///< the validator's own words, with `value` in the place of any value
  std::vector<std::string> names;  ///< the unexpected or missing property names, where the keyword has some
};

/// A compiled JSON Schema (draft 2020-12, `jsonschema` crate). Immutable and thread-safe.
class JsonSchema {
 public:
  /// Fails with ATLAS-E5010 when the schema itself is invalid.
  static Result<JsonSchema> compile(const Json& schema);
  ~JsonSchema();
  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;

  /// All violations, in document order; empty when valid. Never reaches for the network or a file.
  std::vector<SchemaError> validate(const Json& instance) const;

 private:
  struct Impl;
  explicit JsonSchema(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace atlas
