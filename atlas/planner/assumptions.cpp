#include "atlas/planner/steps.hpp"

#include <algorithm>
#include <set>

namespace atlas::planner {
namespace {

class AssumptionList {
 public:
  explicit AssumptionList(Draft& draft) : draft_(draft) {}

  void run() {
    about_cluster();
    about_templates();
    about_storage();
    about_networks();
    about_features();
    auto& list = draft_.blueprint.assumptions;
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.subject < b.subject; });
  }

 private:
  void assume(std::string subject, std::string text, std::string check) {
    draft_.blueprint.assumptions.push_back({std::move(subject), std::move(text), std::move(check)});
  }

  template <class Test>
  bool any_machine(Test test) const {
    return std::any_of(draft_.machines.begin(), draft_.machines.end(),
                       [&](const auto& machine) { return test(machine.plan); });
  }

  void about_cluster() {
    const auto& cluster = draft_.fleet.cluster;
    assume("cluster/version", "the cluster runs Proxmox VE " + cluster.pve_version, "pveversion");
    assume("cluster/vmids",
           "no guest outside this fleet has a VMID that the fleet uses (" + std::to_string(cluster.vmid_from) + "-" +
               std::to_string(cluster.vmid_to) + ")",
           "pvesh get /cluster/resources --type vm --output-format yaml");
    if (cluster.nodes.empty()) {
      assume("cluster/nodes", "no node is declared: only those that templates and machines name were considered",
             "pvecm nodes");
    }
    for (const auto& node : draft_.nodes) {
      const bool sized = node.cores && node.memory_mib;
      assume("nodes/" + node.name.str(),
             sized ? "node " + node.name.str() + " is online and has " + std::to_string(*node.cores) + " cores and " +
                         std::to_string(*node.memory_mib / 1024) + " GiB of memory, of which other guests leave enough"
                   : "node " + node.name.str() + " is online and large enough: its cores or memory are not declared",
             "pvesh get /nodes/" + node.name.str() + "/status");
    }
  }

  void about_templates() {
    std::map<std::string, const spec::TemplateSpec*> used;
    for (const auto& machine : draft_.machines) {
      if (machine.image != nullptr) {
        used.emplace(machine.image->name, machine.image);
      }
    }
    for (const auto& [name, image] : used) {
      const auto id = std::to_string(image->vmid.value());
      assume("templates/" + name,
             "template " + id + " exists on " + image->node.str() + ", holds " + image->os + ", has one disk of " +
                 std::to_string(image->disk_gib) + " GiB (scsi0) on " + image->storage.str() + ", cloud-init and " +
                 (image->agent ? "the guest agent inside" : "no guest agent"),
             "qm config " + id);
    }
  }

  void about_storage() {
    std::map<std::string, std::set<std::string>> nodes;
    for (const auto& machine : draft_.machines) {
      for (const auto& disk : machine.plan.disks) {
        nodes[disk.storage].insert(machine.plan.node);
      }
    }
    nodes.erase("");
    for (const auto& [id, names] : nodes) {
      assume("storage/" + id,
             "storage " + id + " is active on " + list(names) + ", takes disk images and has room" +
                 (is_shared(draft_, id) ? ", and all nodes see the same content" : ""),
             "pvesm status --storage " + id);
    }
    for (const auto& job : draft_.blueprint.backup_jobs) {
      assume("storage/" + job.storage, "storage " + job.storage + " takes backups and has room",
             "pvesm status --storage " + job.storage + " --content backup");
    }
  }

  void about_networks() {
    std::map<std::string, std::set<std::string>> nodes;
    for (const auto& machine : draft_.machines) {
      for (const auto& nic : machine.plan.nics) {
        nodes[nic.network].insert(machine.plan.node);
      }
    }
    for (const auto& [name, names] : nodes) {
      if (const auto* network = draft_.network(name)) {
        about_network(*network, names);
      }
    }
  }

  void about_network(const spec::NetworkSpec& network, const std::set<std::string>& names) {
    const auto subject = "networks/" + network.name;
    if (network.bridge.empty()) {
      assume(subject, "SDN vnet " + network.vnet + " exists and is applied on " + list(names),
             "pvesh get /cluster/sdn/vnets/" + network.vnet);
    } else {
      assume(subject,
             "bridge " + network.bridge + " exists on " + list(names) +
                 (network.vlan ? ", is VLAN aware and carries VLAN " + std::to_string(*network.vlan) : ""),
             "ip -d link show " + network.bridge);
    }
    if (network.ipv4 || network.ipv6) {
      const auto& part = network.ipv4 ? *network.ipv4 : *network.ipv6;
      assume(subject + "/addresses",
             "nothing outside this fleet uses the addresses it was given in " + part.subnet +
                 (part.from.empty() ? "" : " (automatic ones from " + part.from + "-" + part.to + ")"),
             "ip neigh show dev " + (network.bridge.empty() ? network.vnet : network.bridge));
    }
  }

  void about_features() {
    if (any_machine([](const auto& plan) { return plan.ha.enabled; })) {
      assume("cluster/ha", "the cluster is quorate and its watchdog fencing works", "ha-manager status");
    }
    for (const auto& pool : draft_.blueprint.pools) {
      assume("pools/" + pool, "pool " + pool + " does not exist yet, or belongs to this fleet", "pvesh get /pools");
    }
    if (any_machine([](const auto& plan) { return plan.firewall.enabled; })) {
      assume("cluster/firewall", "the firewall is enabled for the datacenter: guest rules have no effect without it",
             "pvesh get /cluster/firewall/options");
      about_collectors();
    }
    about_dhcp();
  }

  void about_collectors() {
    const auto& monitoring = draft_.fleet.monitoring;
    if (monitoring.enabled && !monitoring.server) {
      assume("monitoring/server",
             "Prometheus runs outside the fleet: no firewall rule lets it in, add one with its address to the spec",
             "pvesh get /cluster/firewall/groups");
    }
  }

  void about_dhcp() {
    for (const auto& machine : draft_.machines) {
      const auto& plan = machine.plan;
      if (plan.address == plan.name) {
        assume("machines/" + plan.name, "DHCP and DNS make the name " + plan.fqdn + " reachable from the controller",
               "getent hosts " + plan.fqdn);
      }
    }
  }

  static std::string list(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
      text += (text.empty() ? "" : ", ") + name;
    }
    return text;
  }

  Draft& draft_;
};

}  // namespace

void list_assumptions(Draft& draft) { AssumptionList(draft).run(); }

}  // namespace atlas::planner
