#include "atlas/planner/lock_file.hpp"

#include "tests/unit/planner/fixture.hpp"

namespace atlas::planner::testing {
namespace {

LockFile sample() {
  LockFile lock;
  lock.fleet = "lab";
  lock.machines["a"] = {"pve1", 2000, 1, {{"root", "ceph"}}, {{"lan", "BC:24:11:00:00:01", "10.0.0.5", "fd00::5"}}};
  lock.machines["b"] = {"pve2", 2001, 2, {}, {}};
  lock.moves = {{"b", 1, 2}};
  return lock;
}

std::string problems(const std::string& text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_lock_file("fleet.lock.yaml", text, diagnostics));
  return texts(diagnostics);
}

TEST(LockFile, ComesBackAsItWasWritten) {
  Diagnostics diagnostics;
  const auto text = write_lock_file(sample());
  const auto read = read_lock_file("fleet.lock.yaml", text, diagnostics);
  ASSERT_TRUE(read) << texts(diagnostics) << text;
  EXPECT_EQ(*read, sample());
  EXPECT_EQ(write_lock_file(*read), text);
}

TEST(LockFile, AnEmptyOneComesBackToo) {
  Diagnostics diagnostics;
  LockFile empty;
  empty.fleet = "x";
  const auto read = read_lock_file("f", write_lock_file(empty), diagnostics);
  ASSERT_TRUE(read) << texts(diagnostics);
  EXPECT_EQ(*read, empty);
}

TEST(LockFile, HostileNamesStayNames) {
  LockFile lock = sample();
  lock.machines["x\": {y: \n# z"] = lock.machines["b"];
  lock.machines["b"].node = "true";
  lock.machines["b"].disks["null"] = "- 1";
  Diagnostics diagnostics;
  const auto read = read_lock_file("f", write_lock_file(lock), diagnostics);
  ASSERT_TRUE(read) << texts(diagnostics);
  EXPECT_EQ(*read, lock);
}

TEST(LockFile, BrokenOnesAreRefused) {
  EXPECT_NE(problems("kind: Fleet\n").find("ATLAS-E4001"), std::string::npos);
  EXPECT_NE(problems("a: [\n").find("ATLAS-E10"), std::string::npos);
  EXPECT_NE(problems("kind: FleetLock\napiVersion: atlas/v9\n").find("ATLAS-E4002"), std::string::npos);
  EXPECT_NE(problems("kind: FleetLock\n").find("ATLAS-E4002"), std::string::npos);
  const std::string head = "apiVersion: atlas/v1\nkind: FleetLock\nfleet: lab\n";
  EXPECT_NE(problems(head).find("/machines"), std::string::npos);
  EXPECT_NE(problems(head + "machines: {}\nmoves: {}\n").find("/moves"), std::string::npos);
  EXPECT_NE(
      problems(head + "machines: {a: {node: 1, vmid: 5, wave: x, disks: [], nics: {}}}\nmoves: []\n").find("/vmid"),
      std::string::npos);
  EXPECT_NE(problems(head + "machines: {a: {}}\nmoves: [{machine: a}]\n").find("/moves/0/from"), std::string::npos);
}

TEST(Settings, BrokenTablesAreReported) {
  Diagnostics diagnostics;
  const auto load = [&](const std::string& text) {
    const auto document = yaml::Value::from_json(Json::parse(text), {});
    return read_settings(document, diagnostics);
  };
  EXPECT_TRUE(load("{}").empty());
  EXPECT_TRUE(load(R"({"settings": [{"name": "x"}]})").empty());
  EXPECT_EQ(diagnostics.size(), 2U);
  const auto good = load(R"({"settings": [{"name": "x", "title": "X", "dev": 1, "test": 2, "prod": 3}]})");
  ASSERT_EQ(good.size(), 1U);
  EXPECT_EQ(good[0].value_for("dev"), Json(1));
  EXPECT_EQ(good[0].value_for("test"), Json(2));
  EXPECT_EQ(good[0].value_for("prod"), Json(3));
}

}  // namespace
}  // namespace atlas::planner::testing
