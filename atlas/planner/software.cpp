#include "atlas/planner/steps.hpp"

#include <algorithm>
#include <set>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(k_unknown, "ATLAS-E4016", error, "a machine uses something that is not there",
                 "The machine names a template, an operating system or a component that neither the spec nor the "
                 "catalogue has. The validation rules report the same with the nearest known name; this error appears "
                 "when planning is asked for without them.");

bool wanted_everywhere(const Draft& draft, const spec::Component& component) {
  return component.always || (component.with_monitoring && draft.fleet.monitoring.enabled);
}

std::string version_reason(const spec::SoftwareSpec* given, const spec::ComponentVersion* version,
                           const std::string& os) {
  if (given != nullptr && given->version) {
    return "named by the spec";
  }
  return version == nullptr ? "whatever " + os + " has" : "the catalogue's default for " + os;
}

Json merged_parameters(const spec::Component& component, const std::string& environment, const Json& given) {
  Json result = Json::object();
  for (const auto& parameter : component.parameters) {
    if (const auto& value = parameter.for_environment(environment); !value.is_null()) {
      result[parameter.name] = value;
    }
  }
  if (given.is_object()) {
    result.update(given);
  }
  return result;
}

spec::SoftwarePlan software_plan(const Draft& draft, DraftMachine& machine, const spec::Component& component,
                                 const spec::SoftwareSpec* given) {
  const auto wanted = given == nullptr ? std::nullopt : given->version;
  const auto* version = component.version_for(machine.plan.os, wanted);
  spec::SoftwarePlan plan;
  plan.name = component.name;
  plan.version = version == nullptr ? wanted.value_or("") : version->version;
  plan.source = version == nullptr ? "distro" : version->source;
  plan.given = given == nullptr ? Json::object() : given->parameters;
  plan.parameters = merged_parameters(component, draft.environment, plan.given);
  machine.decide(
      "software/" + component.name + "/version", plan.version,
      version_reason(given, version, machine.plan.os_title.empty() ? machine.plan.os : machine.plan.os_title));
  return plan;
}

void report(Draft& draft, const DraftMachine& machine, const std::string& what, const std::string& below) {
  draft.diagnostics.add(k_unknown(machine.plan.name + ": " + what)
                            .at(draft.where(machine, below))
                            .on("machines/" + machine.plan.name + below)
                            .fix("run 'atlas validate' for the nearest known name"));
}

void resolve(Draft& draft, DraftMachine& machine, const std::vector<const spec::Component*>& everywhere) {
  std::map<std::string, std::pair<const spec::Component*, const spec::SoftwareSpec*>> wanted;
  for (const auto* component : everywhere) {
    wanted[component->name] = {component, nullptr};
  }
  for (std::size_t i = 0; i < machine.spec->software.size(); ++i) {
    const auto& software = machine.spec->software[i];
    if (const auto* component = draft.catalogue.find(software.name)) {
      wanted[software.name] = {component, &software};
    } else {
      report(draft, machine, "component '" + software.name + "' is not in the catalogue",
             "/software/" + std::to_string(i));
    }
  }
  for (const auto& [name, entry] : wanted) {
    machine.plan.software.push_back(software_plan(draft, machine, *entry.first, entry.second));
  }
  std::stable_sort(machine.plan.software.begin(), machine.plan.software.end(), [&](const auto& a, const auto& b) {
    return wanted.at(a.name).first->tier_rank() < wanted.at(b.name).first->tier_rank();
  });
  for (const auto& software : machine.plan.software) {
    machine.plan.components.push_back(software.name);
  }
}

}  // namespace

void resolve_software(Draft& draft) {
  std::vector<const spec::Component*> everywhere;
  for (const auto& [name, component] : draft.catalogue.all()) {
    if (wanted_everywhere(draft, component)) {
      everywhere.push_back(&component);
    }
  }
  for (auto& machine : draft.machines) {
    if (machine.image == nullptr) {
      report(draft, machine, "template '" + machine.spec->template_name + "' is not declared", "/template");
    } else if (machine.system == nullptr) {
      report(draft, machine, "operating system '" + machine.image->os + "' is not in the catalogue", "/template");
    }
    resolve(draft, machine, everywhere);
  }
}

}  // namespace atlas::planner
