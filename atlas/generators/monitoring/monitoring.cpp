#include "atlas/generators/generator.hpp"
#include "atlas/generators/template_tree.hpp"
#include "atlas/spec/catalogue.hpp"
#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/file_system.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace atlas::generators {
namespace {

constexpr std::string_view k_section = "monitoring";

// Prometheus wants IPv6 addresses in brackets.
std::string target_of(const std::string& address, const Json& port) {
  const bool v6 = address.find(':') != std::string::npos;
  return (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port.get<int>());
}

// One file_sd entry per machine, so that every target carries its own labels.
Json targets_of_component(const spec::Blueprint& blueprint, const spec::ComponentPlan& component) {
  Json entries = Json::array();
  for (const spec::MachinePlan& machine : blueprint.machines) {
    if (!std::binary_search(component.machines.begin(), component.machines.end(), machine.name)) {
      continue;
    }
    entries.push_back({{"targets", {target_of(machine.address, component.scrape.at("port"))}},
                       {"labels",
                        {{"instance", machine.name},
                         {"env", blueprint.fleet.environment},
                         {"service", component.name},
                         {"node", machine.node},
                         {"os", machine.os}}}});
  }
  return entries;
}

// The exporter asks the cluster's API for all nodes; one target is enough, each node is one for node metrics.
Json pve_targets(const spec::ClusterInfo& cluster) {
  Json targets = Json::array();
  for (const std::string& node : cluster.nodes) {
    targets.push_back(node);
  }
  return Json::array({{{"targets", targets}, {"labels", {{"service", "proxmox"}}}}});
}

void add_targets(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  std::map<std::string, Json> jobs;
  jobs["pve"] = pve_targets(input.blueprint.cluster);
  for (const spec::ComponentPlan& component : input.blueprint.components) {
    if (component.scrape.is_object()) {
      Json& entries = jobs.emplace(component.scrape.at("job").get<std::string>(), Json::array()).first->second;
      for (Json& entry : targets_of_component(input.blueprint, component)) {
        entries.push_back(std::move(entry));
      }
    }
  }
  for (const auto& [job, entries] : jobs) {
    add_file("monitoring/prometheus/file_sd/" + job + ".json", emit::json_document(entries), k_section, tree,
             diagnostics);
  }
}

// A component may bring alert rules, their unit test and a dashboard; each lands under the component's name.
void add_component_files(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  constexpr std::pair<const char*, const char*> k_parts[] = {
      {"rules.yml", "monitoring/prometheus/rules/{}.yml"},
      {"rules_test.yml", "monitoring/prometheus/tests/{}_test.yml"},
      {"dashboard.json", "monitoring/grafana/dashboards/{}.json"},
  };
  for (const spec::ComponentPlan& plan : input.blueprint.components) {
    const spec::Component* component = input.catalogue.find(plan.name);
    for (const auto& [file, goal] : k_parts) {
      const auto content = component ? real_file_system().read((component->folder / file).string())
                                     : tl::unexpected<std::error_code>(std::error_code());
      if (content) {
        add_file(fmt::format(fmt::runtime(goal), plan.name), *content, k_section, tree, diagnostics);
      }
    }
  }
}

}  // namespace

void generate_monitoring(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  if (!input.blueprint.monitoring.enabled) {
    render_file(input, "monitoring/README.md.j2", nullptr, "monitoring/README.md", k_section, tree, diagnostics);
    return;
  }
  render_tree(input, "monitoring", tree, diagnostics);
  add_targets(input, tree, diagnostics);
  add_component_files(input, tree, diagnostics);
}

ATLAS_GENERATOR(monitoring, "software_provision", generate_monitoring);

}  // namespace atlas::generators
