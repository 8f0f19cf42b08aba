#pragma once

#include "atlas/spec/blueprint.hpp"

namespace atlas::generators::terraform {

/// One machine as variable `machines` of the root module takes it (config/templates/terraform/variables.tf). Left-out
/// keys are those that the variable's type gives a default. Pure.
Json machine_variables(const spec::MachinePlan& machine, const spec::Blueprint& blueprint);

}  // namespace atlas::generators::terraform
