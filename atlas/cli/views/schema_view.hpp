#pragma once

#include "atlas/cli/view.hpp"

namespace atlas::cli {

/// A JSON Schema, as it is or as a reference page in Markdown.
class SchemaView final : public View {
 public:
  SchemaView(Json schema, bool markdown) : schema_(std::move(schema)), markdown_(markdown) {}
  std::string text(const Style& style) const override;
  Json json() const override { return schema_; }

 private:
  Json schema_;
  bool markdown_;
};

}  // namespace atlas::cli
