#include "atlas/utils/diagnostic.hpp"

#include "atlas/utils/json.hpp"

#include <gtest/gtest.h>

namespace atlas {
namespace {

ATLAS_DIAGNOSTIC(k_example, "ATLAS-E9901", error, "an example", "Only for this test.");
ATLAS_DIAGNOSTIC(k_warning, "ATLAS-W9902", warning, "an example", "Only for this test.");

Diagnostic sample() {
  return k_example("the thing 'x' is wrong")
      .at(SourceLocation{"f.yaml", 3, 5, "ab: cd"})
      .on("things/x")
      .fix("mend it")
      .because("it was so\nand so")
      .during("reading f");
}

TEST(Diagnostic, RendersForPeople) {
  EXPECT_EQ(render(sample(), false),
            "error[ATLAS-E9901]: the thing 'x' is wrong\n"
            "  --> f.yaml:3:5\n"
            "  3 | ab: cd\n"
            "    |     ^\n"
            "  it was so\n"
            "  and so\n"
            "  on: things/x\n"
            "  fix: mend it\n"
            "  while reading f\n");
  EXPECT_NE(render(sample(), true).find("\x1b[1;31m"), std::string::npos);
}

TEST(Diagnostic, ShowsControlCharactersAsEscapes) {
  Diagnostic bad = k_example("a\x1b[2Jb");
  bad.where = SourceLocation{"f\x07.yaml", 1, 2, "x\x1b[0m"};
  EXPECT_EQ(render(bad, false).find('\x1b'), std::string::npos);
  EXPECT_EQ(render(bad, false).find('\x07'), std::string::npos);
}

TEST(Diagnostic, CutsLongLinesAroundTheCaret) {
  Diagnostic wide = k_example("wide");
  wide.where = SourceLocation{"f", 1, 5001, std::string(5000, 'a') + "X" + std::string(5000, 'b')};
  const std::string text = render(wide, false);
  EXPECT_LT(text.size(), 600U);
  const auto line_at = text.find("1 | ");
  const auto caret_line = text.find("\n", line_at) + 1;
  const std::string shown = text.substr(line_at, caret_line - line_at);
  const std::size_t caret = text.find('^', caret_line) - caret_line;
  // The ellipsis has three bytes and one cell.
  EXPECT_EQ(shown.at(caret - 2 + 2), 'X') << text;
}

TEST(Diagnostic, JsonAndBack) {
  EXPECT_EQ(Json(sample()).get<Diagnostic>(), sample());
  Diagnostics list;
  list.add(sample());
  list.add(k_warning("w"));
  EXPECT_EQ(Json(list).get<Diagnostics>().items(), list.items());
}

TEST(Diagnostics, SortAndDropEqualOnes) {
  Diagnostics list;
  list.add(k_example("no place"));
  list.add(k_example("b").at(SourceLocation{"f", 2, 1, ""}));
  list.add(k_example("a").at(SourceLocation{"f", 1, 9, ""}));
  list.add(k_example("b").at(SourceLocation{"f", 2, 1, ""}));
  const auto sorted = list.sorted();
  ASSERT_EQ(sorted.size(), 3U);
  EXPECT_EQ(sorted[0].summary, "a");
  EXPECT_EQ(sorted[2].summary, "no place");
  EXPECT_EQ(list.size(), 4U);
  EXPECT_TRUE(list.has_errors());
  EXPECT_EQ(list.count(Severity::warning), 0U);
}

TEST(Diagnostics, FramesGoToTheNewEntries) {
  Diagnostics list;
  list.add(k_example("old"));
  list.add(k_example("new"));
  list.during("loading", 1);
  EXPECT_TRUE(list.items()[0].trail.empty());
  EXPECT_EQ(list.items()[1].trail, std::vector<std::string>{"loading"});
}

TEST(Diagnostic, EveryKindExplainsItself) {
  EXPECT_GT(DiagnosticKind::all().size(), 10U);
  for (const auto& [id, kind] : DiagnosticKind::all()) {
    EXPECT_TRUE(id.starts_with("ATLAS-")) << id;
    const char letter = id.at(6);
    EXPECT_EQ(letter, kind->severity() == Severity::error     ? 'E'
                      : kind->severity() == Severity::warning ? 'W'
                                                              : 'N')
        << id;
    EXPECT_FALSE(kind->title().empty()) << id;
    EXPECT_GT(kind->explanation().size(), 15U) << id;
  }
}

TEST(Nearest, FindsTyposOnly) {
  const std::vector<std::string> words{"memory", "metadata", "name"};
  EXPECT_EQ(nearest("memroy", words), "memory");
  EXPECT_EQ(nearest("nmae", words), std::nullopt) << "more than a third of the word";
  EXPECT_EQ(nearest("nam", words), "name");
  EXPECT_EQ(nearest("something", words), std::nullopt);
  EXPECT_EQ(nearest("", words), std::nullopt);
  EXPECT_EQ(nearest(std::string(10'000, 'x'), words), std::nullopt);
}

}  // namespace
}  // namespace atlas
