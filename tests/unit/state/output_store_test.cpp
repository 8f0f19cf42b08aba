#include "atlas/state/output_store.hpp"

#include "atlas/state/manifest.hpp"
#include "tests/support/memory_file_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atlas::state {
namespace {

using test::MemoryFileSystem;
using testing::Contains;
using testing::HasSubstr;

const std::string k_out = "/w/output";

spec::FileTree tree_of(const std::map<std::string, std::string>& files) {
  Diagnostics none;
  spec::FileTree tree;
  for (const auto& [path, content] : files) {
    tree.add(path, {content, path.ends_with(".sh") ? 0755 : 0644, "docs"}, none);
  }
  return tree;
}

class OutputStore : public testing::Test {
 protected:
  OutputResult write(const spec::FileTree& tree) {
    diagnostics = {};
    OutputRequest request = next;
    request.folder = k_out;
    request.tree = &tree;
    request.spec_hash = "hash";
    request.atlas_version = "1";
    return write_output(disk, request, diagnostics);
  }
  OutputResult write(const std::map<std::string, std::string>& files) { return write(tree_of(files)); }

  std::map<std::string, std::string> output() const {
    auto all = disk.contents(k_out);
    all.erase(std::string(k_manifest_path));
    return all;
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics.sorted()) {
      result.push_back(d.id);
    }
    return result;
  }
  static std::string change_of(const OutputResult& result, const std::string& path) {
    for (const spec::FileChange& change : result.files) {
      if (change.path == path) {
        return change.change;
      }
    }
    return "-";
  }
  bool no_siblings() const {
    for (const std::string& name : disk.names()) {
      if (name.find(".atlas-") != std::string::npos) {
        return false;
      }
    }
    return true;
  }

  MemoryFileSystem disk;
  Diagnostics diagnostics;
  OutputRequest next;
};

using Files = std::map<std::string, std::string>;

TEST_F(OutputStore, WritesANewFolderWithManifest) {
  disk.put_folder("/w");
  const OutputResult result = write(Files{{"docs/README.md", "hi"}, {"scripts/go.sh", "#!"}});
  EXPECT_TRUE(result.written);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(output(), (Files{{"docs/README.md", "hi"}, {"scripts/go.sh", "#!"}}));
  EXPECT_EQ(change_of(result, "docs/README.md"), "added");
  EXPECT_EQ((*disk.info(k_out + "/scripts/go.sh"))->mode, 0755);
  const auto manifest = parse_manifest(*disk.read(k_out + "/.atlas/manifest.json"), "m");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->spec_hash, "hash");
  EXPECT_EQ(manifest->find("docs/README.md")->sha256,
            "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4");
  EXPECT_TRUE(no_siblings());
}

TEST_F(OutputStore, CreatesMissingParents) {
  EXPECT_TRUE(write(Files{{"a", "1"}}).written);
  EXPECT_EQ(output(), (Files{{"a", "1"}}));
}

TEST_F(OutputStore, SecondRunDoesNotTouchTheDisk) {
  write(Files{{"a/b", "1"}});
  disk.restart();
  const OutputResult result = write(Files{{"a/b", "1"}});
  EXPECT_FALSE(result.written);
  EXPECT_EQ(change_of(result, "a/b"), "unchanged");
  EXPECT_EQ(disk.steps(), 0);
}

TEST_F(OutputStore, ReplacesWhatAtlasWroteAndRemovesWhatIsGone) {
  write(Files{{"a", "1"}, {"b/c", "1"}, {"d", "same"}});
  const auto inode = (*disk.info(k_out + "/d"))->inode;
  const OutputResult result = write(Files{{"a", "2"}, {"d", "same"}});
  EXPECT_EQ(output(), (Files{{"a", "2"}, {"d", "same"}}));
  EXPECT_EQ(change_of(result, "a"), "changed");
  EXPECT_EQ(change_of(result, "b/c"), "removed");
  EXPECT_EQ((*disk.info(k_out + "/d"))->inode, inode) << "an unchanged file is the same file";
  EXPECT_FALSE(disk.names().contains(k_out + "/b")) << "a folder that became empty goes";
  EXPECT_TRUE(no_siblings());
}

TEST_F(OutputStore, FileBecomesFolderAndBack) {
  write(Files{{"a", "1"}});
  EXPECT_TRUE(write(Files{{"a/b", "2"}}).written);
  EXPECT_EQ(output(), (Files{{"a/b", "2"}}));
  EXPECT_TRUE(write(Files{{"a", "3"}}).written);
  EXPECT_EQ(output(), (Files{{"a", "3"}}));
}

TEST_F(OutputStore, OnlyTheManifestDiffers) {
  write(Files{{"a", "1"}});
  const auto inode = (*disk.info(k_out))->inode;
  OutputRequest request;
  const spec::FileTree tree = tree_of({{"a", "1"}});
  request.folder = k_out;
  request.tree = &tree;
  request.spec_hash = "other";
  EXPECT_TRUE(write_output(disk, request, diagnostics).written);
  EXPECT_EQ((*disk.info(k_out))->inode, inode) << "the folder is not exchanged for that";
  EXPECT_THAT(*disk.read(k_out + "/.atlas/manifest.json"), HasSubstr("\"other\""));
}

TEST_F(OutputStore, WrongModeIsMended) {
  write(Files{{"x.sh", "1"}});
  disk.put(k_out + "/x.sh", "1", 0600);
  EXPECT_TRUE(write(Files{{"x.sh", "1"}}).written);
  EXPECT_EQ((*disk.info(k_out + "/x.sh"))->mode, 0755);
}

TEST_F(OutputStore, KeepsAnEditedFile) {
  write(Files{{"a", "1\n"}});
  disk.put(k_out + "/a", "1\nmine\n");
  const OutputResult same_plan = write(Files{{"a", "1\n"}});
  EXPECT_EQ(change_of(same_plan, "a"), "edited");
  EXPECT_FALSE(same_plan.written);
  EXPECT_THAT(same_plan.files[0].diff, HasSubstr("+mine"));
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-W6020"));
  const OutputResult new_plan = write(Files{{"a", "2\n"}, {"b", ""}});
  EXPECT_EQ(change_of(new_plan, "a"), "conflict");
  EXPECT_EQ(output(), (Files{{"a", "1\nmine\n"}, {"b", ""}}));
  EXPECT_EQ(change_of(write(Files{{"a", "2\n"}, {"b", ""}}), "a"), "conflict") << "until it is settled";
}

TEST_F(OutputStore, ForceOverwritesAnEdit) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/a", "mine");
  next.force = true;
  EXPECT_EQ(change_of(write(Files{{"a", "1"}}), "a"), "changed");
  EXPECT_EQ(output(), (Files{{"a", "1"}}));
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_TRUE(no_siblings());
}

TEST_F(OutputStore, AnEditThatEqualsThePlanIsAdopted) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/a", "2");
  EXPECT_EQ(change_of(write(Files{{"a", "2"}}), "a"), "unchanged");
  EXPECT_TRUE(diagnostics.empty());
}

TEST_F(OutputStore, KeepsAnEditedFileThatIsNoLongerGenerated) {
  write(Files{{"a", "1"}, {"b", "1"}});
  disk.put(k_out + "/b", "mine");
  EXPECT_EQ(change_of(write(Files{{"a", "1"}}), "b"), "edited");
  EXPECT_EQ(output(), (Files{{"a", "1"}, {"b", "mine"}}));
  EXPECT_THAT(ids(), Contains("ATLAS-W6020"));
  next.force = true;
  write(Files{{"a", "1"}});
  EXPECT_EQ(output(), (Files{{"a", "1"}}));
}

TEST_F(OutputStore, ADeletedFileComesBack) {
  write(Files{{"a", "1"}, {"b", "1"}});
  ASSERT_TRUE(disk.remove(k_out + "/b"));
  EXPECT_EQ(change_of(write(Files{{"a", "1"}, {"b", "1"}}), "b"), "added");
  EXPECT_EQ(output(), (Files{{"a", "1"}, {"b", "1"}}));
}

TEST_F(OutputStore, AnOverrideTakesThePlaceOfAFile) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/.atlas/overrides/a", "mine");
  write(Files{{"a", "1"}});
  EXPECT_EQ(output(), (Files{{".atlas/overrides/a", "mine"}, {"a", "mine"}}));
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  next.force = true;
  EXPECT_FALSE(write(Files{{"a", "1"}}).written) << "an override is on purpose";
  next.force = false;
  disk.put(k_out + "/.atlas/overrides/a", "newer");
  write(Files{{"a", "1"}});
  EXPECT_EQ(output().at("a"), "newer");
  ASSERT_TRUE(disk.remove(k_out + "/.atlas/overrides/a"));
  write(Files{{"a", "1"}});
  EXPECT_EQ(output().at("a"), "1");
}

TEST_F(OutputStore, AnOverrideOfNothingIsTold) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/.atlas/overrides/typo", "mine");
  write(Files{{"a", "1"}});
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-W6021"));
}

TEST_F(OutputStore, CarriesOverWhatIsNotItsOwn) {
  write(Files{{"t/main.tf", "1"}});
  disk.put(k_out + "/t/terraform.tfstate", "state", 0600);
  disk.put_symlink(k_out + "/t/.terraform/plugin");
  disk.put_folder(k_out + "/t/empty");
  const auto inode = (*disk.info(k_out + "/t/terraform.tfstate"))->inode;
  EXPECT_TRUE(write(Files{{"t/main.tf", "2"}}).written);
  EXPECT_EQ((*disk.info(k_out + "/t/terraform.tfstate"))->inode, inode);
  EXPECT_TRUE(disk.names().contains(k_out + "/t/.terraform/plugin"));
  EXPECT_TRUE(disk.names().contains(k_out + "/t/empty"));
  EXPECT_TRUE(no_siblings());
}

TEST_F(OutputStore, WorksWithoutHardLinksAndExchange) {
  disk.can_exchange = false;
  disk.can_link = false;
  write(Files{{"a", "1"}, {"b", "1"}});
  disk.put(k_out + "/mine", "m", 0640);
  EXPECT_TRUE(write(Files{{"a", "2"}, {"b", "1"}}).written);
  EXPECT_EQ(output(), (Files{{"a", "2"}, {"b", "1"}, {"mine", "m"}}));
  EXPECT_EQ((*disk.info(k_out + "/mine"))->mode, 0640);
}

TEST_F(OutputStore, RefusesAFolderThatIsNotItsOwn) {
  disk.put(k_out + "/thesis.tex", "years");
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6003"));
  EXPECT_EQ(output(), (Files{{"thesis.tex", "years"}}));
  next.force = true;
  disk.put(k_out + "/a", "old");
  EXPECT_TRUE(write(Files{{"a", "1"}}).written);
  EXPECT_EQ(output(), (Files{{"a", "1"}, {"thesis.tex", "years"}}));
  EXPECT_TRUE(no_siblings());
}

TEST_F(OutputStore, AnEmptyFolderAndAFreshRepositoryAreFine) {
  disk.put(k_out + "/.git/HEAD", "ref");
  EXPECT_TRUE(write(Files{{"a", "1"}}).written);
  EXPECT_EQ(output(), (Files{{".git/HEAD", "ref"}, {"a", "1"}}));
}

TEST_F(OutputStore, AnUnmanagedFileAtAGeneratedPathIsAConflict) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/b", "mine");
  EXPECT_EQ(change_of(write(Files{{"a", "1"}, {"b", "new"}}), "b"), "conflict");
  EXPECT_EQ(output().at("b"), "mine");
}

TEST_F(OutputStore, RefusesSymbolicLinks) {
  disk.put_symlink(k_out);
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6002"));
}

TEST_F(OutputStore, RefusesSymbolicLinksInside) {
  write(Files{{"t/a", "1"}, {"b", "1"}});
  ASSERT_TRUE(disk.remove(k_out + "/b"));
  disk.put_symlink(k_out + "/b");
  EXPECT_FALSE(write(Files{{"t/a", "2"}, {"b", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6002"));
  EXPECT_EQ(output().at("t/a"), "1");
  ASSERT_TRUE(disk.remove(k_out + "/b"));
  disk.put_symlink(k_out + "/d");
  EXPECT_FALSE(write(Files{{"d/x", "1"}}).written);
  EXPECT_THAT(ids(), Contains("ATLAS-E6002"));
}

TEST_F(OutputStore, RefusesAFolderOrFileInTheWay) {
  write(Files{{"a", "1"}});
  disk.put(k_out + "/d/mine", "m");
  EXPECT_FALSE(write(Files{{"a", "1"}, {"d", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6004"));
  disk.put(k_out + "/f", "m");
  EXPECT_FALSE(write(Files{{"a", "1"}, {"f/x", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6004"));
}

TEST_F(OutputStore, AFileWhereTheFolderShouldBe) {
  disk.put(k_out, "file");
  write(Files{{"a", "1"}});
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6004"));
}

TEST_F(OutputStore, RefusesHostilePaths) {
  const std::vector<std::string> hostile{
      "../x", "/etc/passwd",         "a/../../x", "a//b", "./a", "", "a/..", ".atlas/manifest.json",
      "a\nb", std::string("a\0b", 3)};
  for (const std::string& path : hostile) {
    const spec::FileTree tree = Json{{path, {{"content", "x"}, {"mode", 420}, {"section", "s"}}}}.get<spec::FileTree>();
    EXPECT_FALSE(write(tree).written) << path;
    EXPECT_THAT(ids(), Contains("ATLAS-E6001")) << path;
  }
  const spec::FileTree both = Json{{"a", {{"content", "x"}}}, {"a/b", {{"content", "y"}}}}.get<spec::FileTree>();
  EXPECT_FALSE(write(both).written);
  EXPECT_THAT(ids(), Contains("ATLAS-E6001"));
  EXPECT_FALSE(disk.names().contains(k_out));
}

TEST_F(OutputStore, ABrokenManifestIsRefusedUnlessForced) {
  write(Files{{"a", "1"}});
  for (const char* text :
       {"{", "[]", "{\"format\": 99}", "",
        "{\"format\":1,\"spec_hash\":\"\",\"atlas_version\":\"\",\"files\":{\"a\":{\"mode\":\"x\"}}}"}) {
    disk.put(k_out + "/.atlas/manifest.json", text);
    EXPECT_FALSE(write(Files{{"a", "2"}}).written);
    EXPECT_TRUE(diagnostics.has_errors());
  }
  next.force = true;
  EXPECT_TRUE(write(Files{{"a", "2"}}).written);
  EXPECT_EQ(output(), (Files{{"a", "2"}}));
}

TEST_F(OutputStore, ManifestPathsCannotReachOutside) {
  write(Files{{"a", "1"}});
  disk.put("/w/secret", "s");
  Manifest evil{"h", "1", {{"../secret", {sha256("s"), 0644, "x", false}}, {"a", {sha256("1"), 0644, "docs", false}}}};
  disk.put(k_out + "/.atlas/manifest.json", to_text(evil));
  write(Files{{"a", "1"}});
  EXPECT_EQ(*disk.read("/w/secret"), "s");
}

TEST_F(OutputStore, OneRunAtATime) {
  disk.put_folder("/w");
  const auto held = disk.lock("/w/.output.atlas-lock");
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6005"));
}

TEST_F(OutputStore, RefusesWhileTofuRuns) {
  write(Files{{"t/a", "1"}});
  disk.put(k_out + "/t/.terraform.tfstate.lock.info", "{}");
  EXPECT_FALSE(write(Files{{"t/a", "2"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6009"));
  EXPECT_TRUE(write(Files{{"t/a", "1"}}).files.size() == 1 && diagnostics.empty())
      << "nothing to write, nothing to refuse";
  next.force = true;
  EXPECT_TRUE(write(Files{{"t/a", "2"}}).written);
}

TEST_F(OutputStore, DryRunShowsDiffsAndTouchesNothing) {
  write(Files{{"a", "1\n"}, {"gone", "g\n"}});
  disk.restart();
  next.dry_run = true;
  next.lock_file = SideFile{"/w/fleet.lock.yaml", "x: 1\n"};
  const OutputResult result = write(Files{{"a", "2\n"}, {"new", "n\n"}});
  EXPECT_FALSE(result.written);
  EXPECT_EQ(disk.steps(), 0);
  ASSERT_EQ(result.files.size(), 3U);
  EXPECT_EQ(result.files[0].diff, "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\n");
  EXPECT_EQ(result.files[1].diff, "--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-g\n");
  EXPECT_EQ(result.files[2].diff, "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+n\n");
  EXPECT_TRUE(result.lock_file_differs);
  EXPECT_THAT(result.lock_file_diff, HasSubstr("+x: 1"));
}

TEST_F(OutputStore, LockFileIsWrittenWithTheFolder) {
  next.lock_file = SideFile{"/w/fleet.lock.yaml", "v: 1\n"};
  write(Files{{"a", "1"}});
  EXPECT_EQ(*disk.read("/w/fleet.lock.yaml"), "v: 1\n");
  next.lock_file->text = "v: 2\n";
  EXPECT_TRUE(write(Files{{"a", "1"}}).written);
  EXPECT_EQ(*disk.read("/w/fleet.lock.yaml"), "v: 2\n");
  disk.restart();
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  EXPECT_EQ(disk.steps(), 0);
}

TEST_F(OutputStore, ALockFileThatIsALinkIsRefused) {
  disk.put_symlink("/w/fleet.lock.yaml");
  next.lock_file = SideFile{"/w/fleet.lock.yaml", "v: 1\n"};
  EXPECT_FALSE(write(Files{{"a", "1"}}).written);
  EXPECT_THAT(ids(), testing::ElementsAre("ATLAS-E6002"));
}

// What a person changed while ATLAS was writing is never lost, at whatever step it happens.
TEST_F(OutputStore, ChangesMadeMeanwhileAreSaved) {
  for (int when = 1; when < 40; ++when) {
    disk = MemoryFileSystem();
    write(Files{{"a", "1"}, {"t/b", "1"}});
    disk.put(k_out + "/notes", "n");
    disk.restart();
    disk.before_step = [&](int step) {
      if (step == when) {
        // An editor that replaces the file, as most do.
        const std::string at = disk.names().contains(k_out) ? k_out : "/w/.output.atlas-tmp";
        disk.put(at + "/a", "edited");
        disk.put(at + "/notes", "n2");
        disk.put(at + "/late", "l");
      }
    };
    write(Files{{"a", "2"}, {"t/b", "2"}});
    disk.before_step = nullptr;
    if (disk.steps() < when) {
      break;
    }
    std::string everything;
    for (const auto& [path, content] : disk.contents("/w")) {
      everything += content + ";";
    }
    EXPECT_THAT(everything, HasSubstr("edited;")) << when;
    EXPECT_THAT(everything, HasSubstr("n2;")) << when;
    EXPECT_THAT(everything, HasSubstr("l;")) << when;
  }
}

}  // namespace
}  // namespace atlas::state
