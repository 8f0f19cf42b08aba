#include "atlas/planner/steps.hpp"

#include <tuple>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_no_backup_storage, "ATLAS-E4017", error, "no storage for backups",
    "The machine is to be backed up, but it names no storage and no storage of cluster.storage has the class "
    "backup. Declare one, or name a storage in the machine's backup.");

bool is_empty(const spec::Retention& keep) {
  return keep.keep_last == 0 && keep.keep_daily == 0 && keep.keep_weekly == 0 && keep.keep_monthly == 0 &&
         keep.keep_yearly == 0;
}

spec::Retention default_retention(const std::string& environment) {
  if (environment == "prod") {
    return {3, 13, 8, 11, 0};
  }
  return environment == "test" ? spec::Retention{3, 7, 0, 0, 0} : spec::Retention{3, 0, 0, 0, 0};
}

std::string text(const spec::Retention& keep) {
  std::string result;
  const auto add = [&](const char* name, int count) {
    if (count > 0) {
      result += (result.empty() ? "" : " ") + std::string(name) + "=" + std::to_string(count);
    }
  };
  add("last", keep.keep_last);
  add("daily", keep.keep_daily);
  add("weekly", keep.keep_weekly);
  add("monthly", keep.keep_monthly);
  add("yearly", keep.keep_yearly);
  return result;
}

const spec::StorageSpec* backup_storage(const Draft& draft) {
  for (const auto& storage : draft.fleet.cluster.storage) {
    if (has_class(storage, "backup")) {
      return &storage;
    }
  }
  return nullptr;
}

void choose_storage(Draft& draft, DraftMachine& machine) {
  auto& backup = machine.plan.backup;
  if (backup.storage) {
    machine.decide("backup/storage", backup.storage->str(), "named by the spec");
  } else if (const auto* storage = backup_storage(draft)) {
    backup.storage = storage->id;
    machine.decide("backup/storage", storage->id.str(), "first storage with the class backup");
  } else {
    draft.diagnostics.add(k_no_backup_storage(machine.plan.name + ": there is no storage for its backups")
                              .at(draft.where(machine, "/backup"))
                              .on("machines/" + machine.plan.name + "/backup/storage")
                              .fix("declare a storage with 'classes: [backup]', or name one in backup.storage"));
  }
}

void resolve(Draft& draft, DraftMachine& machine) {
  auto& backup = machine.plan.backup;
  backup = machine.spec->backup;
  if (!backup.enabled) {
    return;
  }
  choose_storage(draft, machine);
  if (is_empty(backup.retention)) {
    backup.retention = default_retention(draft.environment);
    machine.decide("backup/retention", text(backup.retention), "the default of environment " + draft.environment);
  }
}

auto key(const spec::BackupSpec& backup) {
  const auto& keep = backup.retention;
  return std::tuple(backup.storage.value_or(spec::StorageId()), backup.schedule, backup.mode, keep.keep_last,
                    keep.keep_daily, keep.keep_weekly, keep.keep_monthly, keep.keep_yearly);
}

}  // namespace

void group_backups(Draft& draft) {
  std::map<decltype(key(std::declval<const spec::BackupSpec&>())), spec::BackupJobPlan> jobs;
  for (auto& machine : draft.machines) {
    resolve(draft, machine);
    const auto& backup = machine.plan.backup;
    if (!backup.enabled || !backup.storage) {
      continue;
    }
    auto& job = jobs[key(backup)];
    job.schedule = backup.schedule;
    job.storage = backup.storage->str();
    job.mode = backup.mode;
    job.retention = backup.retention;
    job.machines.push_back(machine.plan.name);
    job.vmids.push_back(machine.plan.vmid);
  }
  int number = 0;
  for (auto& [unused, job] : jobs) {
    job.id = draft.fleet.metadata.name + "-" + std::to_string(++number);
    draft.blueprint.backup_jobs.push_back(std::move(job));
  }
}

}  // namespace atlas::planner
