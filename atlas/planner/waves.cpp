#include "atlas/planner/steps.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace atlas::planner {
namespace {

class WavePlanner {
 public:
  explicit WavePlanner(Draft& draft) : draft_(draft), limit_(std::max(1, draft.fleet.cluster.clones_per_wave)) {}

  void run() {
    draft_.blueprint.moves = living_moves();
    std::vector<DraftMachine*> fresh;
    std::vector<DraftMachine*> displaced;
    for (auto& machine : draft_.machines) {
      if (machine.kept == nullptr) {
        fresh.push_back(&machine);
      } else if (size_[machine.kept->wave] < limit_) {
        put(machine, machine.kept->wave, std::string(k_kept_reason));
      } else {
        displaced.push_back(&machine);
      }
    }
    for (auto* machine : displaced) {
      move(*machine);
    }
    for (auto* machine : spread(fresh)) {
      put(*machine, first_with_room(), "first wave with room: " + std::to_string(limit_) + " clones at once");
    }
    list_waves();
  }

 private:
  std::vector<spec::WaveMove> living_moves() const {
    std::vector<spec::WaveMove> result;
    for (const auto& move : draft_.previous.moves) {
      if (draft_.machine_index.count(move.machine) > 0) {
        result.push_back(move);
      }
    }
    return result;
  }

  // Neighbours in a wave should not read from or write to the same disks: take the nodes in turn.
  static std::vector<DraftMachine*> spread(const std::vector<DraftMachine*>& machines) {
    std::map<std::pair<std::string, std::string>, int> seen;
    std::vector<std::pair<int, DraftMachine*>> ranked;
    for (auto* machine : machines) {
      ranked.emplace_back(seen[{machine->plan.node, machine->plan.clone.datastore}]++, machine);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<DraftMachine*> result;
    for (const auto& [rank, machine] : ranked) {
      result.push_back(machine);
    }
    return result;
  }

  int first_with_room() {
    while (size_[first_open_] >= limit_) {
      ++first_open_;
    }
    return first_open_;
  }

  void put(DraftMachine& machine, int wave, std::string reason) {
    ++size_[wave];
    machine.plan.wave = wave;
    machine.decide("wave", std::to_string(wave), std::move(reason));
  }

  void move(DraftMachine& machine) {
    const int from = machine.kept->wave;
    const int to = first_with_room();
    auto& moves = draft_.blueprint.moves;
    // A chain of moved blocks must not run in a circle: coming back cancels the way out.
    std::erase_if(moves, [&](const auto& old) { return old.machine == machine.plan.name && old.from == to; });
    moves.push_back({machine.plan.name, from, to});
    put(machine, to,
        "wave " + std::to_string(from) + " of the lock file is full: " + std::to_string(limit_) +
            " clones at once; only the state address moves");
  }

  void list_waves() {
    std::map<int, std::vector<std::string>> members;
    for (const auto& machine : draft_.machines) {
      members[machine.plan.wave].push_back(machine.plan.name);
    }
    for (auto& [number, names] : members) {
      draft_.blueprint.waves.push_back({number, std::move(names)});
    }
  }

  Draft& draft_;
  int limit_;
  int first_open_ = 1;
  std::map<int, int> size_;
};

}  // namespace

void assign_waves(Draft& draft) { WavePlanner(draft).run(); }

}  // namespace atlas::planner
