#include "atlas/state/manifest.hpp"
#include "atlas/state/output_store.hpp"
#include "tests/support/memory_file_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// The disk fails, or the process dies, at every single step of a write. The folder must be the old one or the new
// one, a person's files must be there, and the next run must come to the same end as if nothing had happened.
namespace atlas::state {
namespace {

using test::MemoryFileSystem;
using Files = std::map<std::string, std::string>;

const std::string k_out = "/w/output";
const std::string k_lock = "/w/fleet.lock.yaml";

spec::FileTree tree_of(const Files& files) {
  Diagnostics none;
  spec::FileTree tree;
  for (const auto& [path, content] : files) {
    tree.add(path, {content, 0644, "docs"}, none);
  }
  return tree;
}

struct Mode {
  bool dead;  // the process dies: all later steps fail too
  bool can_exchange;
  bool force;
  bool fresh;  // there is no output yet
};

class EveryStep : public testing::TestWithParam<Mode> {
 protected:
  static OutputResult write(MemoryFileSystem& disk, const Files& files, const std::string& lock_text, bool force,
                            Diagnostics& diagnostics) {
    const spec::FileTree tree = tree_of(files);
    OutputRequest request;
    request.folder = k_out;
    request.tree = &tree;
    request.spec_hash = "h";
    request.lock_file = SideFile{k_lock, lock_text};
    request.force = force;
    return write_output(disk, request, diagnostics);
  }

  static void prepare(MemoryFileSystem& disk, const Mode& mode) {
    disk.can_exchange = mode.can_exchange;
    Diagnostics none;
    if (!mode.fresh) {
      write(disk, k_before, "1", false, none);
      disk.put(k_out + "/t/terraform.tfstate", "state");
      disk.put(k_out + "/edited", "mine");
    } else {
      disk.put_folder("/w");
    }
    disk.restart();
  }

  static Files output(const MemoryFileSystem& disk) {
    Files all = disk.contents(k_out);
    all.erase(std::string(k_manifest_path));
    return all;
  }

  inline static const Files k_before{{"a", "1"}, {"t/b", "1"}, {"gone/x", "1"}, {"same", "s"}, {"edited", "e"}};
  inline static const Files k_after{{"a", "2"}, {"t/b", "2"}, {"new/y", "2"}, {"same", "s"}, {"edited", "e"}};
};

TEST_P(EveryStep, IsOldOrNewAndTheNextRunFinishes) {
  const Mode mode = GetParam();
  MemoryFileSystem reference;
  prepare(reference, mode);
  const Files old_output = output(reference);
  Diagnostics none;
  ASSERT_TRUE(write(reference, k_after, "2", mode.force, none).written);
  const int steps = reference.steps();
  const Files new_output = output(reference);
  ASSERT_GT(steps, 8);

  for (int step = 1; step <= steps + 1; ++step) {
    MemoryFileSystem disk;
    prepare(disk, mode);
    disk.fail_at(step, std::errc::no_space_on_device, mode.dead);
    Diagnostics diagnostics;
    const OutputResult result = write(disk, k_after, "2", mode.force, diagnostics);
    EXPECT_EQ(result.written, !diagnostics.has_errors()) << "step " << step;
    const Files now = output(disk);
    const bool between_renames =
        mode.dead && !mode.can_exchange && now.empty() && disk.names().contains("/w/.output.atlas-old");
    EXPECT_TRUE(now == old_output || now == new_output || between_renames) << "step " << step;
    if (result.written) {
      EXPECT_EQ(now, new_output) << "step " << step;
      EXPECT_EQ(*disk.read(k_lock), "2") << "step " << step;
    } else if (!mode.dead) {
      EXPECT_EQ(now, old_output) << "step " << step;
    }

    disk.restart();
    Diagnostics again;
    write(disk, k_after, "2", mode.force, again);
    EXPECT_FALSE(again.has_errors()) << "step " << step << ": "
                                     << (again.has_errors() ? again.sorted()[0].summary : "");
    Files finished = output(disk);
    // The next run does not know that the edit was to go, so it rather keeps it.
    EXPECT_TRUE(mode.force || !finished.contains("edited.saved")) << "step " << step;
    finished.erase("edited.saved");
    EXPECT_EQ(finished, new_output) << "step " << step;
    EXPECT_EQ(*disk.read(k_lock), "2");
    for (const std::string& name : disk.names()) {
      EXPECT_EQ(name.find("atlas-tmp"), std::string::npos) << name << " after step " << step;
      EXPECT_EQ(name.find("atlas-old"), std::string::npos) << name << " after step " << step;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, EveryStep,
                         testing::Values(Mode{false, true, false, false}, Mode{true, true, false, false},
                                         Mode{false, false, false, false}, Mode{true, false, false, false},
                                         Mode{false, true, true, false}, Mode{false, true, false, true},
                                         Mode{true, true, false, true}, Mode{true, false, false, true}),
                         [](const auto& instance) {
                           const Mode& m = instance.param;
                           return std::string(m.dead ? "Killed" : "DiskFails") +
                                  (m.can_exchange ? "Exchange" : "Renames") + (m.force ? "Force" : "") +
                                  (m.fresh ? "Fresh" : "");
                         });

TEST(Leftover, ThatCannotBeProvenIsReported) {
  MemoryFileSystem disk;
  disk.put("/w/.output.atlas-tmp/precious", "p");
  const spec::FileTree tree = tree_of({{"a", "1"}});
  OutputRequest request;
  request.folder = k_out;
  request.tree = &tree;
  Diagnostics diagnostics;
  EXPECT_FALSE(write_output(disk, request, diagnostics).written);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.items()[0].id, "ATLAS-E6007");
  EXPECT_EQ(*disk.read("/w/.output.atlas-tmp/precious"), "p");
}

}  // namespace
}  // namespace atlas::state
