#include "atlas/generators/terraform/wave_moves.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace atlas::generators::terraform {
namespace {

spec::Blueprint fleet_with(const std::string& name, int wave, std::vector<spec::WaveMove> moves) {
  spec::MachinePlan machine;
  machine.name = name;
  machine.wave = wave;
  spec::Blueprint blueprint;
  blueprint.machines = {machine};
  blueprint.moves = std::move(moves);
  return blueprint;
}

std::vector<std::pair<int, int>> edges(const std::vector<spec::WaveMove>& moves) {
  std::vector<std::pair<int, int>> result;
  for (const auto& move : moves) {
    result.emplace_back(move.from, move.to);
  }
  return result;
}

using Edges = std::vector<std::pair<int, int>>;

TEST(WaveMoves, NoMoveNoBlock) { EXPECT_TRUE(wave_moves(fleet_with("web-01", 1, {})).empty()); }

TEST(WaveMoves, OneMoveIsItself) {
  EXPECT_EQ(edges(wave_moves(fleet_with("web-01", 2, {{"web-01", 1, 2}}))), (Edges{{1, 2}}));
}

TEST(WaveMoves, ComingBackMakesNoCircle) {
  EXPECT_EQ(edges(wave_moves(fleet_with("web-01", 1, {{"web-01", 1, 2}, {"web-01", 2, 1}}))), (Edges{{2, 1}}));
}

TEST(WaveMoves, TwoSourcesBecomeAChain) {
  EXPECT_EQ(edges(wave_moves(fleet_with("web-01", 2, {{"web-01", 1, 2}, {"web-01", 3, 2}}))), (Edges{{1, 3}, {3, 2}}));
}

TEST(WaveMoves, MachinesThatAreGoneGetNone) {
  EXPECT_TRUE(wave_moves(fleet_with("web-01", 1, {{"web-02", 1, 2}})).empty());
}

// What OpenTofu demands, for any history: no address twice as a source or goal, and every wave leads to today's.
RC_GTEST_PROP(WaveMoves, EveryHistoryLeadsToTheWaveOfToday, ()) {
  const auto history = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 6)));
  std::vector<spec::WaveMove> moves;
  for (std::size_t i = 1; i < history.size(); ++i) {
    if (history[i - 1] != history[i]) {
      moves.push_back({"web-01", history[i - 1], history[i]});
    }
  }
  const int today = history.back();
  std::map<int, int> next;
  std::set<int> goals;
  for (const auto& [from, to] : edges(wave_moves(fleet_with("web-01", today, moves)))) {
    RC_ASSERT(next.emplace(from, to).second);
    RC_ASSERT(goals.insert(to).second);
  }
  RC_ASSERT(!next.contains(today));
  for (int wave : std::set<int>(history.begin(), history.end())) {
    while (wave != today) {
      RC_ASSERT(next.contains(wave));
      wave = next.at(wave);
    }
  }
}

}  // namespace
}  // namespace atlas::generators::terraform
