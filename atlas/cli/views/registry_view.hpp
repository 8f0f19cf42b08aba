#pragma once

#include "atlas/cli/view.hpp"

#include <string>
#include <vector>

namespace atlas::cli {

struct RegistryRow {
  std::string registry;  ///< agent, setting, verb
  std::string name;
  std::string source;  ///< the file, or the variable of a setting
};

class RegistryView final : public View {
 public:
  explicit RegistryView(std::vector<RegistryRow> rows) : rows_(std::move(rows)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  std::vector<RegistryRow> rows_;
};

}  // namespace atlas::cli
