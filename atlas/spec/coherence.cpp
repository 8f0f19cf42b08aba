#include "atlas/spec/coherence.hpp"

#include "atlas/utils/text.hpp"

#include <fmt/format.h>

namespace atlas::spec {
namespace {

using yaml::Value;

ATLAS_DIAGNOSTIC(k_lacks, "ATLAS-E1212", error, "a machine lacks a setting",
                 "No layer (profile, defaults, the machine's entry, exceptions, overlay) says it, and there is no safe "
                 "default. Write it into `defaults` when it is the same for all machines.");
ATLAS_DIAGNOSTIC(
    k_bridge_or_vnet, "ATLAS-E1213", error, "a network needs either a bridge or a vnet",
    "A network's machines are plugged into a bridge of the nodes or into an SDN vnet: exactly one of them.");
ATLAS_DIAGNOSTIC(k_vmid_range, "ATLAS-E1215", error, "the range of VM ids is upside down",
                 "`vmids: 2000-2099` names the first and the last id that ATLAS may give.");
ATLAS_DIAGNOSTIC(k_no_machine, "ATLAS-E1216", error, "the fleet has no machine",
                 "A fleet describes at least one machine: write entries under `machines`, or name a `stack`.");

void check_machine(const Value& machine, Diagnostics& diagnostics) {
  const std::string name = machine.find("name")->text();
  if (machine.find("template") == nullptr) {
    diagnostics.add(k_lacks(fmt::format("the machine '{}' has no template", name))
                        .at(machine.location())
                        .on(fmt::format("machines/{}/template", name))
                        .fix("add 'template: …' to the machine or to `defaults`"));
  }
  const Value* nics = machine.find("nics");
  if (nics == nullptr || nics->items().empty()) {
    diagnostics.add(k_lacks(fmt::format("the machine '{}' has no network interface", name))
                        .at(machine.location())
                        .on(fmt::format("machines/{}/nics", name))
                        .fix("add 'nics: [{network: …}]' to the machine or to `defaults`"));
  }
}

void check_network(const Value::Member& network, Diagnostics& diagnostics) {
  const bool bridge = network.value.find("bridge") != nullptr;
  const bool vnet = network.value.find("vnet") != nullptr;
  if (bridge == vnet) {
    diagnostics.add(k_bridge_or_vnet(fmt::format("the network '{}' has {} bridge and vnet", network.key,
                                                 bridge ? "both" : "neither"))
                        .at(network.key_mark.location())
                        .on("networks/" + network.key)
                        .fix(bridge ? "remove one of them" : "add 'bridge: vmbr0' or 'vnet: …'"));
  }
}

void check_vmids(const Value& document, Diagnostics& diagnostics) {
  const Value* range = document.at_pointer("/cluster/vmids");
  const std::vector<std::string> ids = text::split(range != nullptr ? range->text() : "", '-');
  if (ids.size() == 2 && std::stoll(ids[0]) > std::stoll(ids[1])) {
    diagnostics.add(k_vmid_range(fmt::format("the VM ids '{}' end before they start", range->text()))
                        .at(range->location())
                        .on("cluster/vmids")
                        .fix(fmt::format("write {}-{}", ids[1], ids[0])));
  }
}

}  // namespace

void check_coherence(const Value& document, Diagnostics& diagnostics) {
  const Value* machines = document.find("machines");
  if (machines == nullptr || machines->items().empty()) {
    diagnostics.add(k_no_machine("the fleet has no machine")
                        .at(document.location())
                        .on("machines")
                        .fix("add an entry under `machines`"));
  } else {
    for (const Value& machine : machines->items()) {
      check_machine(machine, diagnostics);
    }
  }
  if (const Value* networks = document.find("networks")) {
    for (const Value::Member& network : networks->members()) {
      check_network(network, diagnostics);
    }
  }
  check_vmids(document, diagnostics);
}

}  // namespace atlas::spec
