#include "atlas/planner/steps.hpp"

#include <set>

namespace atlas::planner {
namespace {

class PrivilegeCompiler {
 public:
  explicit PrivilegeCompiler(Draft& draft) : draft_(draft) {}

  void run() {
    for (const auto& machine : draft_.machines) {
      for_machine(machine.plan);
      for_template(machine.plan);
      for_storage(machine.plan);
      for_networks(machine.plan);
    }
    for_cluster();
    for (auto& [path, entry] : entries_) {
      spec::PrivilegePlan plan{path, {entry.privileges.begin(), entry.privileges.end()}, ""};
      for (const auto& why : entry.reasons) {
        plan.why += (plan.why.empty() ? "" : "; ") + why;
      }
      draft_.blueprint.privileges.push_back(std::move(plan));
    }
  }

 private:
  struct Entry {
    std::set<std::string> privileges;
    std::set<std::string> reasons;
  };

  void grant(const std::string& path, std::initializer_list<const char*> privileges, const std::string& why) {
    auto& entry = entries_[path];
    entry.privileges.insert(privileges.begin(), privileges.end());
    entry.reasons.insert(why);
  }

  // Members of a pool get the pool's rights, already while they are created.
  void for_machine(const spec::MachinePlan& plan) {
    const auto path = plan.pool.empty() ? std::string("/vms") : "/pool/" + plan.pool;
    grant(path,
          {"VM.Allocate", "VM.Audit", "VM.PowerMgmt", "VM.Config.CDROM", "VM.Config.CPU", "VM.Config.Cloudinit",
           "VM.Config.Disk", "VM.Config.HWType", "VM.Config.Memory", "VM.Config.Network", "VM.Config.Options"},
          "create, configure, start and read the machines");
    if (!plan.pool.empty()) {
      grant(path, {"Pool.Allocate", "Pool.Audit"}, "make the pool and put machines into it");
    }
    if (plan.agent) {
      grant(path, {draft_.pve9 ? "VM.GuestAgent.Audit" : "VM.Monitor"}, "read addresses from the guest agent");
    }
    if (plan.ha.enabled || plan.node != plan.clone.node) {
      grant(path, {"VM.Migrate"}, "move machines between nodes");
    }
    if (plan.startup.order || plan.startup.up_delay_seconds || plan.startup.down_delay_seconds) {
      grant("/", {"Sys.Modify"}, "set the startup order");
    }
  }

  void for_template(const spec::MachinePlan& plan) {
    if (plan.clone.vmid > 0) {
      grant("/vms/" + std::to_string(plan.clone.vmid), {"VM.Audit", "VM.Clone"},
            "clone template " + plan.clone.template_name);
    }
  }

  void for_storage(const spec::MachinePlan& plan) {
    for (const auto& disk : plan.disks) {
      if (!disk.storage.empty()) {
        grant("/storage/" + disk.storage, {"Datastore.AllocateSpace", "Datastore.Audit"}, "allocate disks");
      }
    }
    if (!plan.clone.full && !plan.disks.empty()) {
      grant("/storage/" + plan.disks.front().storage, {"Datastore.AllocateSpace"}, "allocate the cloud-init drive");
    }
  }

  void for_networks(const spec::MachinePlan& plan) {
    for (const auto& nic : plan.nics) {
      const auto* network = draft_.network(nic.network);
      if (network == nullptr) {
        continue;
      }
      if (network->bridge.empty()) {
        grant("/sdn/zones", {"SDN.Use"}, "use vnet " + network->vnet + " (its zone is not known offline)");
      } else {
        const auto path = "/sdn/zones/localnetwork/" + network->bridge;
        grant(nic.vlan ? path + "/" + std::to_string(*nic.vlan) : path, {"SDN.Use"}, "attach NICs to the bridge");
      }
    }
  }

  void for_cluster() {
    bool ha = !draft_.blueprint.ha_rules.empty();
    for (const auto& machine : draft_.machines) {
      ha = ha || machine.plan.ha.enabled;
    }
    if (ha) {
      grant("/", {"Sys.Audit", "Sys.Console"}, "manage HA resources and rules");
    }
    for (const auto& job : draft_.blueprint.backup_jobs) {
      grant("/", {"Sys.Audit", "Sys.Modify"}, "manage backup jobs");
      grant("/storage/" + job.storage, {"Datastore.Allocate", "Datastore.Audit"}, "use the storage in a backup job");
    }
  }

  Draft& draft_;
  std::map<std::string, Entry> entries_;
};

}  // namespace

void compile_privileges(Draft& draft) { PrivilegeCompiler(draft).run(); }

}  // namespace atlas::planner
