#include "atlas/state/output_store.hpp"
#include "atlas/utils/file_system.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

// The same store on the real disk: modes against the umask, links, inodes, time stamps.
namespace atlas::state {
namespace {

namespace fs = std::filesystem;

class RealDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "atlas-store-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    base = pattern;
    old_umask = umask(0077);
  }
  void TearDown() override {
    umask(old_umask);
    fs::remove_all(base);
  }

  OutputResult write(const std::map<std::string, std::string>& files, bool force = false) {
    diagnostics = {};
    spec::FileTree tree;
    for (const auto& [path, content] : files) {
      tree.add(path, {content, path.ends_with(".sh") ? 0755 : 0644, "s"}, diagnostics);
    }
    OutputRequest request;
    request.folder = (base / "output").string();
    request.tree = &tree;
    request.force = force;
    return write_output(real_file_system(), request, diagnostics);
  }
  std::string read(const fs::path& path) const {
    std::ifstream in(base / "output" / path);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void put(const fs::path& path, const std::string& text) const {
    fs::create_directories((base / "output" / path).parent_path());
    std::ofstream(base / "output" / path) << text;
  }
  struct stat info(const fs::path& path) const {
    struct stat s{};
    EXPECT_EQ(lstat((base / "output" / path).c_str(), &s), 0) << path;
    return s;
  }

  fs::path base;
  mode_t old_umask = 0;
  Diagnostics diagnostics;
};

TEST_F(RealDisk, ModesDoNotDependOnTheUmask) {
  ASSERT_TRUE(write({{"d/a", "1"}, {"d/x.sh", "1"}}).written);
  EXPECT_EQ(info("d/a").st_mode & 07777U, 0644U);
  EXPECT_EQ(info("d/x.sh").st_mode & 07777U, 0755U);
  EXPECT_EQ(info("d").st_mode & 07777U, 0755U);
  EXPECT_EQ(info(".atlas/manifest.json").st_mode & 07777U, 0644U);
}

TEST_F(RealDisk, SecondRunChangesNoTimeStamp) {
  write({{"d/a", "1"}});
  const auto stamps = [&] {
    std::vector<long> all;
    for (const char* path : {"", "d", "d/a", ".atlas", ".atlas/manifest.json"}) {
      const struct stat s = info(path);
      all.insert(all.end(), {s.st_mtim.tv_sec, s.st_mtim.tv_nsec, s.st_ctim.tv_nsec, static_cast<long>(s.st_ino)});
    }
    struct stat parent{};
    EXPECT_EQ(lstat(base.c_str(), &parent), 0);
    all.push_back(parent.st_mtim.tv_nsec);
    return all;
  };
  const auto before = stamps();
  EXPECT_FALSE(write({{"d/a", "1"}}).written);
  EXPECT_EQ(stamps(), before);
}

TEST_F(RealDisk, CarriesStateAndLinksOver) {
  write({{"t/main.tf", "1"}});
  put("t/terraform.tfstate", "state");
  fs::create_symlink("/nowhere", base / "output/t/link");
  const auto inode = info("t/terraform.tfstate").st_ino;
  ASSERT_TRUE(write({{"t/main.tf", "2"}}).written);
  EXPECT_EQ(read("t/main.tf"), "2");
  EXPECT_EQ(info("t/terraform.tfstate").st_ino, inode);
  EXPECT_EQ(fs::read_symlink(base / "output/t/link"), "/nowhere");
  EXPECT_EQ(std::distance(fs::directory_iterator(base), fs::directory_iterator()), 1) << "nothing is left beside it";
}

TEST_F(RealDisk, WritesThroughNoLink) {
  fs::create_directories(base / "elsewhere");
  fs::create_directory_symlink("elsewhere", base / "output");
  EXPECT_FALSE(write({{"a", "1"}}, true).written);
  EXPECT_EQ(diagnostics.items().at(0).id, "ATLAS-E6002");
  EXPECT_TRUE(fs::is_empty(base / "elsewhere"));
}

TEST_F(RealDisk, TwoRunsExcludeEachOther) {
  const auto held = real_file_system().lock((base / ".output.atlas-lock").string());
  ASSERT_TRUE(held);
  EXPECT_FALSE(write({{"a", "1"}}).written);
  EXPECT_EQ(diagnostics.items().at(0).id, "ATLAS-E6005");
}

TEST_F(RealDisk, ADifferentFolderForm) {
  for (const char* form : {"output/", "output//", "./output", "output/../output"}) {
    fs::remove_all(base / "output");
    fs::create_directory(base / "output");
    spec::FileTree tree;
    tree.add("a", {"1", 0644, "s"}, diagnostics);
    OutputRequest request;
    request.folder = (base / form).string();
    request.tree = &tree;
    EXPECT_TRUE(write_output(real_file_system(), request, diagnostics).written) << form;
    EXPECT_EQ(read("a"), "1") << form;
  }
}

TEST_F(RealDisk, AFolderWithoutPermissionStaysAsItWas) {
  if (geteuid() == 0) {
    GTEST_SKIP() << "root may write everywhere";
  }
  write({{"a", "1"}});
  fs::permissions(base, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_FALSE(write({{"a", "2"}}).written);
  fs::permissions(base, fs::perms::owner_all);
  EXPECT_EQ(read("a"), "1");
  EXPECT_EQ(diagnostics.items().at(0).id, "ATLAS-E6006");
}

TEST(FileSystem, LockIsFreeAgainAfterRelease) {
  const std::string path = fs::temp_directory_path() / fmt::format("atlas-lock-{}", getpid());
  for (int i = 0; i < 3; ++i) {
    auto first = real_file_system().lock(path);
    ASSERT_TRUE(first);
    EXPECT_FALSE(real_file_system().lock(path));
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace atlas::state
