#include "atlas/state/new_folder.hpp"

#include "tests/support/memory_file_system.hpp"

#include <gtest/gtest.h>

namespace atlas::state {
namespace {

using test::MemoryFileSystem;
using Files = std::map<std::string, std::string>;

const std::string k_folder = "/w/parts/shop";
const Files k_files = {{"component.yaml", "name: shop\n"}, {"role/tasks/main.yml", "---\n"}};

spec::FileTree tree() {
  Diagnostics none;
  spec::FileTree result;
  for (const auto& [path, text] : k_files) {
    result.add(path, {text, 0644, "scaffold"}, none);
  }
  return result;
}

std::string id_of(const Diagnostics& diagnostics) {
  return diagnostics.size() == 1 ? diagnostics.items()[0].id : std::to_string(diagnostics.size()) + " problems";
}

TEST(NewFolder, HasItsFilesAndNothingIsLeftBeside) {
  MemoryFileSystem disk;
  disk.put_folder("/w");
  Diagnostics diagnostics;
  ASSERT_TRUE(write_new_folder(disk, k_folder, tree(), diagnostics));
  EXPECT_EQ(disk.contents(k_folder), k_files);
  EXPECT_EQ(disk.contents("/w").size(), k_files.size());
  EXPECT_TRUE(diagnostics.empty());
}

TEST(NewFolder, LeavesAloneWhatIsThere) {
  for (const bool is_folder : {true, false}) {
    MemoryFileSystem disk;
    disk.put(is_folder ? k_folder + "/mine" : k_folder, "work\n");
    const auto before = disk.contents("/w");
    Diagnostics diagnostics;
    EXPECT_FALSE(write_new_folder(disk, k_folder, tree(), diagnostics));
    EXPECT_EQ(id_of(diagnostics), "ATLAS-E6010");
    EXPECT_EQ(disk.contents("/w"), before);
  }
}

TEST(NewFolder, FailsWholeAtEveryStep) {
  MemoryFileSystem fine;
  fine.put_folder("/w");
  Diagnostics none;
  ASSERT_TRUE(write_new_folder(fine, k_folder, tree(), none));
  ASSERT_GE(fine.steps(), 5);
  for (int step = 1; step <= fine.steps(); ++step) {
    MemoryFileSystem disk;
    disk.put_folder("/w");
    disk.fail_at(step, std::errc::no_space_on_device, false);
    Diagnostics diagnostics;
    const bool done = write_new_folder(disk, k_folder, tree(), diagnostics);
    const Files left = disk.contents("/w");
    EXPECT_TRUE(left.empty() || disk.contents(k_folder) == k_files) << "step " << step;
    EXPECT_EQ(done, diagnostics.empty()) << "step " << step;
  }
}

TEST(NewFile, IsMadeOnceOnly) {
  MemoryFileSystem disk;
  disk.put_folder("/w");
  Diagnostics diagnostics;
  EXPECT_TRUE(write_new_file(disk, "/w/profiles/shop.yaml", "a\n", diagnostics));
  EXPECT_FALSE(write_new_file(disk, "/w/profiles/shop.yaml", "b\n", diagnostics));
  EXPECT_EQ(id_of(diagnostics), "ATLAS-E6010");
  EXPECT_EQ(disk.contents("/w"), (Files{{"profiles/shop.yaml", "a\n"}}));
}

}  // namespace
}  // namespace atlas::state
