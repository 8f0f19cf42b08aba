#include "atlas/planner/component_ports.hpp"
#include "atlas/planner/steps.hpp"

#include <algorithm>

namespace atlas::planner {
namespace {

constexpr const char* k_ssh_port = "22";

// Proxmox VE refuses IPv4 and IPv6 in one address list, so a network with both becomes two rules.
std::vector<std::string> sources_of(const Draft& draft, const std::string& source) {
  const auto* network = draft.network(source);
  if (network == nullptr) {
    return {source};
  }
  std::vector<std::string> result;
  for (const auto& part : {network->ipv4, network->ipv6}) {
    if (part && !part->subnet.empty()) {
      result.push_back(part->subnet);
    }
  }
  return result;
}

bool same(const spec::FirewallRule& a, const spec::FirewallRule& b) {
  return a.direction == b.direction && a.action == b.action && a.protocol == b.protocol && a.port == b.port &&
         a.source == b.source;
}

void add(std::vector<spec::FirewallRule>& rules, spec::FirewallRule rule) {
  if (std::none_of(rules.begin(), rules.end(), [&](const auto& other) { return same(other, rule); })) {
    rules.push_back(std::move(rule));
  }
}

spec::FirewallRule accept(const std::string& protocol, const std::string& port, const std::string& source,
                          const std::string& comment) {
  return {"in", "accept", protocol, port, source, comment};
}

std::vector<std::string> addresses_of(const spec::MachinePlan& machine) {
  std::vector<std::string> result;
  for (const auto& nic : machine.nics) {
    for (const auto& address : {nic.ipv4, nic.ipv6}) {
      if (!address.empty()) {
        result.push_back(address);
      }
    }
  }
  return result;
}

class Completer {
 public:
  explicit Completer(const Draft& draft) : draft_(draft) {
    const auto& monitoring = draft.fleet.monitoring;
    if (!monitoring.enabled || !monitoring.server) {
      return;
    }
    if (const auto it = draft.machine_index.find(monitoring.server->str()); it != draft.machine_index.end()) {
      collectors_ = addresses_of(draft.machines[it->second].plan);
    }
  }

  void complete(DraftMachine& machine) const {
    auto& firewall = machine.plan.firewall;
    firewall = machine.spec->firewall;
    firewall.rules.clear();
    for (const auto& rule : machine.spec->firewall.rules) {
      for (const auto& source : sources_of(draft_, rule.source)) {
        auto resolved = rule;
        resolved.source = source;
        add(firewall.rules, std::move(resolved));
      }
    }
    if (firewall.enabled) {
      const auto given = firewall.rules.size();
      add_ports(machine);
      machine.decide("firewall", std::to_string(firewall.rules.size()) + " rules",
                     std::to_string(given) + " from the spec, the rest from SSH and the components' ports");
    }
  }

 private:
  void add_ports(DraftMachine& machine) const {
    auto& rules = machine.plan.firewall.rules;
    add(rules, accept("tcp", k_ssh_port, "", "ssh"));
    for (const auto& software : machine.plan.software) {
      const auto& component = *draft_.catalogue.find(software.name);
      const int scrape = scrape_port_of(component, software.parameters);
      for (const auto& port : ports_of(component, software.parameters)) {
        if (port.port != scrape && port.port > 0) {
          add(rules, accept(port.protocol, std::to_string(port.port), "", software.name + ": " + port.purpose));
        }
      }
      if (scrape > 0) {
        add_scrape(machine, software.name, scrape);
      }
    }
  }

  void add_scrape(DraftMachine& machine, const std::string& component, int port) const {
    const auto& server = draft_.fleet.monitoring.server;
    if (server && server->str() == machine.plan.name) {
      return;  // it reaches itself without passing the firewall
    }
    for (const auto& address : collectors_) {
      add(machine.plan.firewall.rules, accept("tcp", std::to_string(port), address, component + ": metrics"));
    }
  }

  const Draft& draft_;
  std::vector<std::string> collectors_;
};

}  // namespace

void complete_firewalls(Draft& draft) {
  const Completer completer(draft);
  for (auto& machine : draft.machines) {
    completer.complete(machine);
  }
}

}  // namespace atlas::planner
