#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/messages/operation.hpp"

namespace atlas::cli {

/// One line for a valid spec; the diagnostics say the rest.
class ValidateView final : public View {
 public:
  ValidateView(std::string spec_path, spec::OperationReport report)
      : spec_path_(std::move(spec_path)), report_(std::move(report)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  std::string spec_path_;
  spec::OperationReport report_;
};

}  // namespace atlas::cli
