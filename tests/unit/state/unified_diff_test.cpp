#include "atlas/state/unified_diff.hpp"

#include <gtest/gtest.h>

namespace atlas::state {
namespace {

TEST(UnifiedDiff, EqualTextsGiveNothing) {
  EXPECT_EQ(unified_diff("a\n", "a\n", "x", "y"), "");
  EXPECT_EQ(unified_diff("", "", "x", "y"), "");
}

TEST(UnifiedDiff, ShowsContextAndRanges) {
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n", "x", "y"),
            "--- x\n+++ y\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, DistantChangesAreTwoHunks) {
  std::string before;
  for (int i = 0; i < 30; ++i) {
    before += std::to_string(i) + "\n";
  }
  std::string after = "new\n" + before;
  after.insert(after.size() - 3, "late\n");
  const std::string diff = unified_diff(before, after, "x", "y");
  EXPECT_NE(diff.find("@@ -1,3 +1,4 @@\n+new\n"), std::string::npos) << diff;
  EXPECT_NE(diff.find("+late\n"), std::string::npos);
}

TEST(UnifiedDiff, MissingFinalNewlineIsShown) {
  EXPECT_EQ(unified_diff("a", "a\n", "x", "y"), "--- x\n+++ y\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST(UnifiedDiff, NewAndGone) {
  EXPECT_EQ(unified_diff("", "a\nb\n", "/dev/null", "y"), "--- /dev/null\n+++ y\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(unified_diff("a\n", "", "x", "/dev/null"), "--- x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, BinaryAndHugeTextsAreOneLine) {
  EXPECT_EQ(unified_diff("a\xff", "b", "x", "y"), "files x and y differ\n");
  EXPECT_EQ(unified_diff(std::string(30'000, '\n'), "b", "x", "y"), "files x and y differ\n");
}

}  // namespace
}  // namespace atlas::state
