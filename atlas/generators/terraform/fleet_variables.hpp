#pragma once

#include "atlas/spec/blueprint.hpp"

namespace atlas::generators::terraform {

/// The content of `fleet.auto.tfvars.json`: everything the fleet's owner wrote reaches OpenTofu through it, because
/// strings in this file are literal, while strings in HCL are templates. Pure.
Json fleet_variables(const spec::Blueprint& blueprint);

}  // namespace atlas::generators::terraform
