#include "atlas/planner/component_ports.hpp"

namespace atlas::planner {
namespace {

int effective(const spec::ComponentPort& port, const Json& parameters) {
  if (!port.parameter.empty()) {
    const auto it = parameters.find(port.parameter);
    if (it != parameters.end() && it->is_number_integer()) {
      const auto value = it->get<std::int64_t>();
      return value >= 1 && value <= 65535 ? static_cast<int>(value) : port.port;
    }
  }
  return port.port;
}

}  // namespace

std::vector<spec::PortPlan> ports_of(const spec::Component& component, const Json& parameters) {
  std::vector<spec::PortPlan> result;
  for (const auto& port : component.ports) {
    result.push_back({effective(port, parameters), port.protocol, port.purpose});
  }
  return result;
}

int scrape_port_of(const spec::Component& component, const Json& parameters) {
  if (!component.scrape) {
    return 0;
  }
  for (const auto& port : component.ports) {
    if (port.port == component.scrape->port && port.protocol == "tcp") {
      return effective(port, parameters);
    }
  }
  return component.scrape->port;
}

}  // namespace atlas::planner
