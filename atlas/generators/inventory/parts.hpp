#pragma once

#include "atlas/generators/generator.hpp"

#include <string_view>

/// The parts of the target `inventory`. All pure.
namespace atlas::generators::inventory {

inline constexpr std::string_view k_section = "inventory";

/// The machines and groups, in the form that Ansible's YAML inventory and Terraform's output share:
/// {all: {hosts: {name: variables}, children: {group: {hosts: {name: {}}}}}}.
Json hosts(const spec::Blueprint& blueprint);

/// group_vars/all/main.yml: the fleet, its mirrors, the names of the secrets the operator's vault must have.
Json fleet_variables(const spec::Blueprint& blueprint);

/// group_vars/env_<environment>/main.yml: the settings of the environment, with what the others would have.
Json environment_variables(const spec::Blueprint& blueprint);

/// group_vars/<group>/main.yml: `<name>_<parameter>` as it holds in the environment, `<name>_version` and
/// `<name>_source` as most machines have them.
Json component_variables(const spec::Blueprint& blueprint, const spec::ComponentPlan& component);

/// host_vars/<machine>/main.yml: what the machine is, and where it differs from its groups.
Json machine_variables(const spec::Blueprint& blueprint, const spec::MachinePlan& machine);

/// Secrets by name → what they are for, of all components.
std::map<std::string, std::string> secrets(const spec::Blueprint& blueprint);

}  // namespace atlas::generators::inventory
