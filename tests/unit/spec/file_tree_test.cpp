#include "atlas/spec/file_tree.hpp"

#include <gtest/gtest.h>

namespace atlas::spec {
namespace {

TEST(FileTree, HoldsFilesByPath) {
  Diagnostics problems;
  FileTree tree;
  tree.add("b/two.txt", {"2", 0755, "docs"}, problems);
  tree.add("a.txt", {"1", 0644, "docs"}, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(tree.size(), 2U);
  EXPECT_EQ(tree.files().begin()->first, "a.txt");
  EXPECT_EQ(tree.find("b/two.txt")->mode, 0755);
  EXPECT_EQ(tree.find("c"), nullptr);
  EXPECT_EQ(Json(tree).get<FileTree>(), tree);
}

TEST(FileTree, RefusesWhatLeadsOutAndWhatIsThere) {
  Diagnostics problems;
  FileTree tree;
  for (const char* bad : {"", "/etc/passwd", "../x", "a/../x", "a//b", "a/", "./a", "a/.", "a\\b"}) {
    tree.add(bad, {"x", 0644, "docs"}, problems);
  }
  EXPECT_EQ(problems.size(), 9U);
  EXPECT_EQ(tree.size(), 0U);
  tree.add("a", {"first", 0644, "docs"}, problems);
  tree.add("a", {"second", 0644, "ansible"}, problems);
  EXPECT_EQ(problems.size(), 10U);
  EXPECT_NE(problems.items().back().summary.find("docs"), std::string::npos);
  EXPECT_EQ(tree.find("a")->content, "first");
}

TEST(FileTree, Merges) {
  Diagnostics problems;
  FileTree one;
  FileTree other;
  one.add("a", {"1", 0644, "docs"}, problems);
  other.add("a", {"2", 0644, "ansible"}, problems);
  other.add("b", {"3", 0644, "ansible"}, problems);
  one.merge(other, problems);
  EXPECT_EQ(problems.size(), 1U);
  EXPECT_EQ(one.size(), 2U);
}

}  // namespace
}  // namespace atlas::spec
