#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/messages/operation.hpp"

#include <optional>

namespace atlas::cli {

/// What `generate` did: machines, assumptions, files by section, what to do next; on a dry run the tree and diffs.
class GenerateView final : public View {
 public:
  GenerateView(spec::Operation operation, spec::OperationReport report, bool explain);
  std::string text(const Style& style) const override;
  std::string aside(const Style& style) const override;
  bool is_report() const override;
  Json json() const override;

 private:
  std::string machines(const Style& style) const;
  std::string reasons(const Style& style) const;
  std::string assumptions(const Style& style) const;
  std::string sections(const Style& style) const;
  std::string dry_run(const Style& style) const;
  std::string next_steps(const Style& style) const;

  spec::Operation operation_;
  spec::OperationReport report_;
  std::optional<spec::Blueprint> blueprint_;
  bool explain_;
};

}  // namespace atlas::cli
