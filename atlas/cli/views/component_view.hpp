#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/catalogue.hpp"

namespace atlas::cli {

class ComponentListView final : public View {
 public:
  explicit ComponentListView(spec::Catalogue catalogue) : catalogue_(std::move(catalogue)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  spec::Catalogue catalogue_;
};

class ComponentView final : public View {
 public:
  explicit ComponentView(spec::Component component) : component_(std::move(component)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  spec::Component component_;
};

}  // namespace atlas::cli
