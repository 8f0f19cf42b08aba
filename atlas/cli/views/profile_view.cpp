#include "atlas/cli/views/profile_view.hpp"

#include "atlas/cli/views/table.hpp"
#include "atlas/cli/wrap.hpp"
#include "atlas/spec/yaml_text.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

const char* kind(const spec::Profile& profile) { return profile.is_stack() ? "stack" : "machine"; }

Json summary(const spec::Profile& profile) {
  return {
      {"name", profile.name}, {"title", profile.title}, {"description", profile.description}, {"kind", kind(profile)}};
}

}  // namespace

std::string ProfileListView::text(const Style& style) const {
  std::vector<std::vector<std::string>> rows;
  for (const spec::Profile& profile : profiles_) {
    rows.push_back({profile.name, kind(profile), profile.title});
  }
  return table({"NAME", "KIND", "TITLE"}, rows, style);
}

Json ProfileListView::json() const {
  Json list = Json::array();
  for (const spec::Profile& profile : profiles_) {
    list.push_back(summary(profile));
  }
  return list;
}

std::string ProfileView::text(const Style& style) const {
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 40, 100));
  std::string out = fmt::format("{}: {}\n", style.bold(profile_.name), profile_.title);
  out += text::join(wrap(profile_.description, width), "\n") + "\n";
  if (!profile_.extends.empty()) {
    out += fmt::format("extends {}\n", text::join(profile_.extends, ", "));
  }
  return out + "\n" + spec::yaml_text(profile_.is_stack() ? profile_.stack : profile_.spec);
}

Json ProfileView::json() const {
  Json json = summary(profile_);
  json["extends"] = profile_.extends;
  json[profile_.is_stack() ? "stack" : "spec"] = (profile_.is_stack() ? profile_.stack : profile_.spec).to_json();
  return json;
}

}  // namespace atlas::cli
