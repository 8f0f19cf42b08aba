#pragma once

#include "atlas/spec/blueprint.hpp"
#include "atlas/spec/catalogue.hpp"

#include <vector>

namespace atlas::planner {

/// The component's ports with the values that these parameters give them.
std::vector<spec::PortPlan> ports_of(const spec::Component& component, const Json& parameters);

/// The port that metrics are read from: it follows the parameter of the declared port with the same number. 0 = none.
int scrape_port_of(const spec::Component& component, const Json& parameters);

}  // namespace atlas::planner
