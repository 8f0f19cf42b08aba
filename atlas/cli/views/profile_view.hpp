#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/profiles.hpp"

#include <vector>

namespace atlas::cli {

class ProfileListView final : public View {
 public:
  explicit ProfileListView(std::vector<spec::Profile> profiles) : profiles_(std::move(profiles)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  std::vector<spec::Profile> profiles_;
};

/// One profile: what it is, then its settings as YAML.
class ProfileView final : public View {
 public:
  explicit ProfileView(spec::Profile profile) : profile_(std::move(profile)) {}
  std::string text(const Style& style) const override;
  Json json() const override;

 private:
  spec::Profile profile_;
};

}  // namespace atlas::cli
