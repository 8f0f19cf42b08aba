#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/utils/diagnostic.hpp"

namespace atlas::cli {

/// One kind of diagnostic with its explanation.
class ExplainView final : public View {
 public:
  explicit ExplainView(const DiagnosticKind& kind) : kind_(kind) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  const DiagnosticKind& kind_;
};

/// All kinds, by id.
class DiagnosticListView final : public View {
 public:
  std::string text(const Style& style) const override;
  Json json() const override;
};

/// docs/diagnostics.md.
std::string diagnostics_page();

}  // namespace atlas::cli
