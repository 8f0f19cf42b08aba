#include "atlas/generators/terraform/wave_moves.hpp"

#include <map>
#include <set>

namespace atlas::generators::terraform {

std::vector<spec::WaveMove> wave_moves(const spec::Blueprint& blueprint) {
  std::map<std::string, std::set<int>> waves_of;
  for (const spec::WaveMove& move : blueprint.moves) {
    waves_of[move.machine].insert({move.from, move.to});
  }
  std::vector<spec::WaveMove> result;
  for (const spec::MachinePlan& machine : blueprint.machines) {
    std::set<int> earlier = waves_of[machine.name];
    earlier.erase(machine.wave);
    for (auto wave = earlier.begin(); wave != earlier.end(); ++wave) {
      const auto next = std::next(wave);
      result.push_back({machine.name, *wave, next == earlier.end() ? machine.wave : *next});
    }
  }
  return result;
}

}  // namespace atlas::generators::terraform
