#include "atlas/generators/docs/alerts.hpp"

#include "atlas/spec/catalogue.hpp"
#include "atlas/utils/file_system.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <map>
#include <re2/re2.h>

namespace atlas::generators::docs {
namespace {

using Alerts = std::map<std::string, Json, std::less<>>;

std::string text_at(const yaml::Value& value, std::string_view pointer) {
  const yaml::Value* found = value.at_pointer(pointer);
  return found ? found->text() : std::string();
}

// The expressions are Prometheus' own templates; a reader of the table needs only what stands there.
std::string readable(std::string summary) {
  static const RE2 k_whose(R"(^\{\{\s*\$labels\.instance\s*\}\}: )");
  static const RE2 k_label(R"(\{\{\s*\$labels\.(\w+)\s*\}\})");
  static const RE2 k_expression(R"(\{\{.*?\}\})");
  RE2::Replace(&summary, k_whose, "");
  RE2::GlobalReplace(&summary, k_label, "\\1");
  RE2::GlobalReplace(&summary, k_expression, "…");
  return summary;
}

std::string anchor_in(const std::string& runbook_url) {
  constexpr std::string_view k_page = "runbooks.md#";
  const std::size_t at = runbook_url.find(k_page);
  return at == std::string::npos ? std::string() : runbook_url.substr(at + k_page.size());
}

void add_rule(const yaml::Value& rule, Alerts& alerts) {
  const std::string name = text_at(rule, "/alert");
  if (name.empty()) {
    return;
  }
  const std::string severity = text_at(rule, "/labels/severity");
  const auto known = alerts.find(name);
  if (known != alerts.end() && severity != "critical") {
    return;
  }
  alerts[name] = {{"name", name},
                  {"severity", severity},
                  {"summary", readable(text_at(rule, "/annotations/summary"))},
                  {"anchor", anchor_in(text_at(rule, "/annotations/runbook_url"))}};
}

void add_rules(const std::string& file, std::string text, Alerts& alerts) {
  Diagnostics ignored;
  const auto document = yaml::read(file, std::move(text), ignored);
  const yaml::Value* groups = document ? document->find("groups") : nullptr;
  if (groups == nullptr) {
    return;
  }
  for (const yaml::Value& group : groups->items()) {
    if (const yaml::Value* rules = group.find("rules")) {
      for (const yaml::Value& rule : rules->items()) {
        add_rule(rule, alerts);
      }
    }
  }
}

}  // namespace

Json alerts_of(const GeneratorInput& input) {
  Alerts alerts;
  if (!input.blueprint.monitoring.enabled) {
    return Json::array();
  }
  for (const std::string& name : input.templates.list("monitoring/prometheus/rules/")) {
    if (auto text = name.ends_with(".yml") ? input.templates.read(name) : Result<std::string>("")) {
      add_rules(name, std::move(*text), alerts);
    }
  }
  for (const spec::ComponentPlan& plan : input.blueprint.components) {
    const spec::Component* component = input.catalogue.find(plan.name);
    if (component == nullptr) {
      continue;
    }
    const std::string path = (component->folder / "rules.yml").string();
    if (auto text = real_file_system().read(path)) {
      add_rules(path, std::move(*text), alerts);
    }
  }
  Json list = Json::array();
  for (auto& [name, alert] : alerts) {
    list.push_back(std::move(alert));
  }
  return list;
}

}  // namespace atlas::generators::docs
