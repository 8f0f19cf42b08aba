#include "atlas/planner/steps.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_no_storage, "ATLAS-E4013", error, "no storage for a disk",
    "No storage of cluster.storage can hold this disk on the node where the machine stands: the named storage "
    "is not declared or not on that node, or no declared storage has all the wanted classes. Storages "
    "whose only use is backup never hold disks. Declare a storage, change the class, or name another one.");

bool holds_images(const spec::StorageSpec& storage) {
  return !has_class(storage, "backup") || storage.classes.size() > 1;
}

bool has_all(const spec::StorageSpec& storage, const std::vector<std::string>& classes) {
  return std::all_of(classes.begin(), classes.end(), [&](const auto& name) { return has_class(storage, name); });
}

const spec::StorageSpec* only_if_on(const spec::StorageSpec* storage, const std::string& node) {
  return storage != nullptr && storage_on_node(*storage, node) ? storage : nullptr;
}

// A linked clone shares its boot disk with the template, so it stands where the template stands.
const spec::StorageSpec* forced(const Draft& draft, const DraftMachine& machine, std::size_t index) {
  if (index == 0 && !machine.spec->full_clone && machine.image != nullptr) {
    return draft.storage(machine.image->storage.str());
  }
  const auto& disk = machine.spec->disks[index];
  return disk.storage ? draft.storage(disk.storage->str()) : nullptr;
}

const std::string* kept_storage(const DraftMachine& machine, std::size_t index) {
  if (machine.kept == nullptr) {
    return nullptr;
  }
  const auto it = machine.kept->disks.find(machine.spec->disks[index].name);
  return it == machine.kept->disks.end() ? nullptr : &it->second;
}

std::string reason(const DraftMachine& machine, std::size_t index, const std::string& chosen) {
  const auto& disk = machine.spec->disks[index];
  if (index == 0 && !machine.spec->full_clone) {
    return "a linked clone stays on its template's storage";
  }
  if (disk.storage) {
    return "named by the spec";
  }
  if (const auto* kept = kept_storage(machine, index); kept != nullptr && *kept == chosen) {
    return std::string(k_kept_reason);
  }
  std::string why;
  for (const auto& name : disk.classes) {
    why += (why.empty() ? "" : ", ") + name;
  }
  return why.empty() ? "the default storage" : "first storage with the classes " + why;
}

// The serial ends up in /dev/disk/by-id, cut by the guest's kernel at 20 characters.
std::string serial(const std::string& name, std::set<std::string>& taken) {
  std::string text;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    text += plain ? c : '-';
  }
  text = text.substr(0, 20);
  for (int n = 2; !taken.insert(text).second; ++n) {
    const auto tail = "-" + std::to_string(n);
    text = text.substr(0, 20 - tail.size()) + tail;
  }
  return text;
}

spec::DiskPlan disk_plan(const spec::DiskSpec& disk, bool boot) {
  spec::DiskPlan plan;
  plan.name = disk.name;
  plan.size_gib = disk.size_gib;
  // Virtio block devices know no rotation rate, SATA has no I/O thread.
  plan.ssd = disk.ssd && disk.bus != "virtio";
  plan.iothread = disk.bus != "sata";
  plan.discard = disk.discard;
  plan.backup = disk.backup;
  plan.mount = boot ? std::string() : disk.mount;
  plan.filesystem = boot ? std::string() : disk.filesystem;
  return plan;
}

void report_missing(Draft& draft, const DraftMachine& machine, std::size_t index) {
  const auto& disk = machine.spec->disks[index];
  const auto below = "/disks/" + std::to_string(index);
  draft.diagnostics.add(k_no_storage(machine.plan.name + ": no storage on node '" + machine.plan.node +
                                     "' can hold disk '" + disk.name + "'")
                            .at(draft.where(machine, below))
                            .on("machines/" + machine.plan.name + below)
                            .fix("declare a storage for it under cluster.storage, or name one in the disk"));
}

void plan_clone(Draft& draft, DraftMachine& machine) {
  if (machine.image == nullptr) {
    return;
  }
  const auto& image = *machine.image;
  auto& clone = machine.plan.clone;
  clone = {image.name, image.vmid.value(), image.node.str(), machine.spec->full_clone, ""};
  if (clone.full && !machine.plan.disks.empty()) {
    clone.datastore = machine.plan.disks.front().storage;
  }
  std::string how = clone.full ? "a full clone stays usable without its template"
                               : "the spec asks for a linked clone, which needs its template for good";
  if (image.node.str() != machine.plan.node) {
    how += is_shared(draft, image.storage.str())
               ? "; the template's storage is shared, so it is cloned straight to " + machine.plan.node
               : "; the template is on local storage, so it is cloned on " + clone.node + " and then migrated";
  }
  machine.decide("clone", std::to_string(clone.vmid) + " on " + clone.node, std::move(how));
}

}  // namespace

bool storage_on_node(const spec::StorageSpec& storage, const std::string& node) {
  return storage.nodes.empty() ||
         std::any_of(storage.nodes.begin(), storage.nodes.end(), [&](const auto& name) { return name.str() == node; });
}

const spec::StorageSpec* storage_for(const Draft& draft, const DraftMachine& machine, std::size_t index,
                                     const std::string& node) {
  const auto& disk = machine.spec->disks[index];
  if (disk.storage || (index == 0 && !machine.spec->full_clone)) {
    return only_if_on(forced(draft, machine, index), node);
  }
  const auto* kept = kept_storage(machine, index);
  const spec::StorageSpec* best = nullptr;
  const auto rank = [&](const spec::StorageSpec& storage) {
    const bool is_kept = kept != nullptr && *kept == storage.id.str();
    return std::tuple(!is_kept, machine.spec->ha.enabled && !has_class(storage, "shared"), !storage.is_default);
  };
  for (const auto& storage : draft.fleet.cluster.storage) {
    if (holds_images(storage) && has_all(storage, disk.classes) && storage_on_node(storage, node) &&
        (best == nullptr || rank(storage) < rank(*best))) {
      best = &storage;
    }
  }
  return best;
}

void assign_storage(Draft& draft) {
  for (auto& machine : draft.machines) {
    std::map<std::string, int> next;
    std::set<std::string> serials;
    for (std::size_t i = 0; i < machine.spec->disks.size(); ++i) {
      const auto& disk = machine.spec->disks[i];
      auto plan = disk_plan(disk, i == 0);
      plan.interface = disk.bus + std::to_string(next[disk.bus]++);
      plan.serial = serial(disk.name, serials);
      if (const auto* storage = storage_for(draft, machine, i, machine.plan.node)) {
        plan.storage = storage->id.str();
        machine.decide("disks/" + std::to_string(i) + "/storage", plan.storage, reason(machine, i, plan.storage));
      } else {
        report_missing(draft, machine, i);
      }
      if (const auto* kept = kept_storage(machine, i);
          kept != nullptr && !plan.storage.empty() && *kept != plan.storage) {
        draft.not_kept(machine, "storage", *kept, "disk '" + disk.name + "' now belongs on " + plan.storage,
                       "/disks/" + std::to_string(i));
      }
      machine.plan.disks.push_back(std::move(plan));
    }
    plan_clone(draft, machine);
  }
}

}  // namespace atlas::planner
