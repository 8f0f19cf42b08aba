#pragma once

#include "atlas/cli/view.hpp"

namespace atlas::cli {

/// A view of which both forms are known at once: documents, scripts, single values.
class TextView final : public View {
 public:
  TextView(std::string words, Json value) : text_(std::move(words)), json_(std::move(value)) {}
  std::string text(const Style& /*style*/) const override { return text_; }
  Json json() const override { return json_; }

 private:
  std::string text_;
  Json json_;
};

}  // namespace atlas::cli
