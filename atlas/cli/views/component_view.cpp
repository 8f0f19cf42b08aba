#include "atlas/cli/views/component_view.hpp"

#include "atlas/cli/views/table.hpp"
#include "atlas/cli/wrap.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string default_version(const spec::Component& component) {
  for (const spec::ComponentVersion& version : component.versions) {
    if (version.is_default) {
      return version.version;
    }
  }
  return component.versions.empty() ? "" : component.versions.front().version;
}

Json json_of(const spec::Component& c) {
  Json versions = Json::array();
  for (const spec::ComponentVersion& v : c.versions) {
    versions.push_back(
        {{"version", v.version}, {"os", v.os}, {"source", v.source}, {"default", v.is_default}, {"eol", v.eol}});
  }
  Json ports = Json::array();
  for (const spec::ComponentPort& p : c.ports) {
    ports.push_back({{"port", p.port}, {"protocol", p.protocol}, {"purpose", p.purpose}, {"parameter", p.parameter}});
  }
  Json secrets = Json::array();
  for (const spec::ComponentSecret& s : c.secrets) {
    secrets.push_back({{"name", s.name}, {"description", s.description}});
  }
  return {{"name", c.name},
          {"title", c.title},
          {"description", c.description},
          {"tier", c.tier},
          {"always", c.always},
          {"os", c.os},
          {"versions", versions},
          {"parameters", c.parameter_schema()},
          {"ports", ports},
          {"secrets", secrets},
          {"conflicts", c.conflicts},
          {"needs",
           {{"memory_mib", c.needs.memory_mib},
            {"disk_gib", c.needs.disk_gib},
            {"cpu_flags", c.needs.cpu_flags},
            {"components", c.needs.components}}}};
}

std::string titled(std::string_view title, const std::vector<std::string>& header, const Rows& rows,
                   const Style& style) {
  return rows.empty() ? "" : fmt::format("\n{}\n{}", style.bold(title), table(header, rows, style));
}

std::string value_text(const Json& value) {
  return value.is_null() ? "–" : value.is_string() ? value.get<std::string>() : value.dump();
}

Rows version_rows(const spec::Component& component) {
  Rows rows;
  for (const spec::ComponentVersion& v : component.versions) {
    rows.push_back(
        {v.version + (v.is_default ? " *" : ""), v.source, v.os.empty() ? "all" : text::join(v.os, ", "), v.eol});
  }
  return rows;
}

Rows parameter_rows(const spec::Component& component) {
  Rows rows;
  for (const spec::ComponentParameter& p : component.parameters) {
    rows.push_back({p.name, value_text(p.for_environment("dev")), value_text(p.for_environment("test")),
                    value_text(p.for_environment("prod")), p.description});
  }
  return rows;
}

Rows port_rows(const spec::Component& component) {
  Rows rows;
  for (const spec::ComponentPort& p : component.ports) {
    rows.push_back({fmt::format("{}/{}", p.port, p.protocol), p.purpose, p.parameter});
  }
  return rows;
}

Rows secret_rows(const spec::Component& component) {
  Rows rows;
  for (const spec::ComponentSecret& s : component.secrets) {
    rows.push_back({s.name, s.description});
  }
  return rows;
}

std::string needs_text(const spec::Component& c) {
  std::string out = fmt::format("{} MiB memory, {} GiB disk", c.needs.memory_mib, c.needs.disk_gib);
  if (!c.needs.components.empty()) {
    out += fmt::format(", with {}", text::join(c.needs.components, ", "));
  }
  return c.conflicts.empty() ? out : out + fmt::format(", not with {}", text::join(c.conflicts, ", "));
}

}  // namespace

std::string ComponentListView::text(const Style& style) const {
  Rows rows;
  for (const auto& [name, component] : catalogue_.all()) {
    rows.push_back({name, component.tier, default_version(component), component.title});
  }
  return table({"NAME", "TIER", "VERSION", "TITLE"}, rows, style);
}

Json ComponentListView::json() const {
  Json list = Json::array();
  for (const auto& [name, component] : catalogue_.all()) {
    list.push_back({{"name", name},
                    {"title", component.title},
                    {"tier", component.tier},
                    {"version", default_version(component)}});
  }
  return list;
}

std::string ComponentView::text(const Style& style) const {
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 40, 100));
  std::string out = fmt::format("{}: {}\n{}\n\n", style.bold(component_.name), component_.title,
                                text::join(wrap(component_.description, width), "\n"));
  out +=
      fmt::format("tier   {}{}\nneeds  {}\nos     {}\n", component_.tier, component_.always ? ", on every machine" : "",
                  needs_text(component_), text::join(component_.os, ", "));
  out += titled("Versions (* = default)", {"VERSION", "SOURCE", "OS", "END OF LIFE"}, version_rows(component_), style);
  out += titled("Parameters", {"NAME", "DEV", "TEST", "PROD", "MEANING"}, parameter_rows(component_), style);
  out += titled("Ports", {"PORT", "PURPOSE", "FOLLOWS"}, port_rows(component_), style);
  return out + titled("Secrets to provide", {"NAME", "MEANING"}, secret_rows(component_), style);
}

Json ComponentView::json() const { return json_of(component_); }

}  // namespace atlas::cli
