#include "atlas/planner/steps.hpp"

#include <unordered_map>
#include <unordered_set>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(k_no_vmid, "ATLAS-E4012", error, "the VMID range is used up",
                 "Every machine needs its own VMID from cluster.vmids. Pinned ids, the templates' ids and the ids of "
                 "machines that were just removed from the spec are not given out. Widen the range.");

class VmidAllocator {
 public:
  explicit VmidAllocator(Draft& draft) : draft_(draft), next_(draft.fleet.cluster.vmid_from) {
    for (const auto& image : draft.fleet.templates) {
      taken_.insert(image.vmid.value());
      owner_.emplace(image.vmid.value(), "template " + image.name);
    }
    // An id is free again one run after its machine left, when nothing can still refer to it.
    for (const auto& [name, machine] : draft.previous.machines) {
      taken_.insert(machine.vmid);
    }
  }

  void run() {
    take_pinned();
    take_kept();
    for (auto* machine : rest_) {
      choose(*machine);
    }
  }

 private:
  void take_pinned() {
    for (auto& machine : draft_.machines) {
      if (!machine.spec->vmid) {
        continue;
      }
      const auto id = machine.spec->vmid->value();
      owner_.emplace(id, machine.plan.name);
      taken_.insert(id);
      set(machine, id, "pinned by the spec");
      if (machine.kept != nullptr && machine.kept->vmid != id) {
        draft_.not_kept(machine, "vmid", std::to_string(machine.kept->vmid), "the spec pins " + std::to_string(id),
                        "/vmid");
      }
    }
  }

  void take_kept() {
    for (auto& machine : draft_.machines) {
      if (machine.spec->vmid) {
        continue;
      }
      if (machine.kept == nullptr) {
        rest_.push_back(&machine);
        continue;
      }
      const auto [it, is_free] = owner_.emplace(machine.kept->vmid, machine.plan.name);
      if (is_free) {
        set(machine, machine.kept->vmid, std::string(k_kept_reason));
      } else {
        draft_.not_kept(machine, "vmid", std::to_string(machine.kept->vmid), "it belongs to " + it->second, "");
        rest_.push_back(&machine);
      }
    }
  }

  void choose(DraftMachine& machine) {
    const auto& cluster = draft_.fleet.cluster;
    while (next_ <= cluster.vmid_to && taken_.count(next_) > 0) {
      ++next_;
    }
    const auto range = std::to_string(cluster.vmid_from) + "-" + std::to_string(cluster.vmid_to);
    if (next_ > cluster.vmid_to) {
      draft_.diagnostics.add(k_no_vmid(machine.plan.name + ": no VMID is free in " + range)
                                 .at(draft_.fleet.where("/cluster/vmids"))
                                 .on("machines/" + machine.plan.name + "/vmid")
                                 .fix("widen cluster.vmids"));
      return;
    }
    set(machine, next_++, "next free of " + range);
  }

  static void set(DraftMachine& machine, std::int64_t id, std::string reason) {
    machine.plan.vmid = id;
    machine.decide("vmid", std::to_string(id), std::move(reason));
  }

  Draft& draft_;
  std::int64_t next_;
  std::unordered_set<std::int64_t> taken_;
  std::unordered_map<std::int64_t, std::string> owner_;
  std::vector<DraftMachine*> rest_;
};

}  // namespace

void assign_vmids(Draft& draft) { VmidAllocator(draft).run(); }

}  // namespace atlas::planner
