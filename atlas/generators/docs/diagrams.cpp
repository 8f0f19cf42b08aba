#include "atlas/generators/docs/diagrams.hpp"

#include "atlas/generators/template_tree.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::generators::docs {
namespace {

std::string address_of(const spec::NicPlan& nic) {
  if (!nic.ipv4.empty()) {
    return nic.ipv4;
  }
  return nic.ipv6.empty() ? nic.ipv4_mode : nic.ipv6;
}

// The machines with a NIC in the network, cut into lists that one picture can show.
std::vector<Json> member_parts(const spec::Blueprint& blueprint, const std::string& network) {
  std::vector<Json> parts;
  for (const spec::MachinePlan& machine : blueprint.machines) {
    for (const spec::NicPlan& nic : machine.nics) {
      if (nic.network != network) {
        continue;
      }
      if (parts.empty() || parts.back().size() >= k_most_boxes) {
        parts.push_back(Json::array());
      }
      parts.back().push_back({{"name", machine.name}, {"address", address_of(nic)}});
      break;
    }
  }
  return parts;
}

// A wave takes a box for itself and one per machine.
std::vector<Json> wave_parts(const spec::Blueprint& blueprint) {
  std::vector<Json> parts;
  std::size_t boxes = 0;
  for (const spec::WavePlan& wave : blueprint.waves) {
    const std::size_t needed = 1 + (wave.machines.size() <= k_most_boxes ? wave.machines.size() : 1);
    if (parts.empty() || boxes + needed > k_most_boxes) {
      parts.push_back(Json::array());
      boxes = 0;
    }
    boxes += needed;
    parts.back().push_back(wave);
  }
  return parts;
}

}  // namespace

bool is_large(const spec::Blueprint& blueprint) {
  return blueprint.machines.size() + std::max(blueprint.networks.size(), blueprint.waves.size()) > k_most_boxes;
}

void add_part_diagrams(const GeneratorInput& input, spec::FileTree& tree, Diagnostics& diagnostics) {
  if (!is_large(input.blueprint)) {
    return;
  }
  for (const spec::NetworkPlan& network : input.blueprint.networks) {
    int number = 0;
    for (const Json& members : member_parts(input.blueprint, network.name)) {
      render_file(input, "docs/diagrams/_network_part.mmd.j2", {{"network", network}, {"members", members}},
                  fmt::format("docs/diagrams/network-{}-{}.mmd", network.name, ++number), "docs", tree, diagnostics);
    }
  }
  int number = 0;
  for (const Json& part : wave_parts(input.blueprint)) {
    render_file(input, "docs/diagrams/_waves_part.mmd.j2", {{"part", part}},
                fmt::format("docs/diagrams/waves-{}.mmd", ++number), "docs", tree, diagnostics);
  }
}

}  // namespace atlas::generators::docs
