#include "atlas/utils/text.hpp"

#include <gtest/gtest.h>

namespace atlas::text {
namespace {

using Parts = std::vector<std::string>;

TEST(Text, LinesAndSplit) {
  EXPECT_EQ(lines(""), Parts{});
  EXPECT_EQ(lines("a\n"), Parts{"a"});
  EXPECT_EQ(lines("a\n\nb"), (Parts{"a", "", "b"}));
  EXPECT_EQ(split("", ','), Parts{""});
  EXPECT_EQ(split("a,,b,", ','), (Parts{"a", "", "b", ""}));
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Text, TrimAndLower) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(lower("AbC-É"), "abc-É") << "ASCII only";
}

TEST(Text, EditDistance) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("memroy", "memory"), 2U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

TEST(Text, PrintableShowsWhatATerminalWouldActOn) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\u001B[31mb");
  EXPECT_EQ(printable("a\tb\nc"), "a b\\nc");
  EXPECT_EQ(printable("\xFF"), "\\xFF");
  EXPECT_EQ(printable("x\xE2\x80\xAEy"), "x\\u202Ey");
  EXPECT_EQ(printable("perché"), "perché");
}

TEST(Text, Utf8IsStrict) {
  EXPECT_TRUE(is_utf8("aé€😀"));
  EXPECT_FALSE(is_utf8("\xC0\x80")) << "overlong";
  EXPECT_FALSE(is_utf8("\xE0\x80\xAF")) << "overlong";
  EXPECT_FALSE(is_utf8("\xED\xA0\x80")) << "surrogate";
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80")) << "beyond U+10FFFF";
  EXPECT_FALSE(is_utf8("\xE2\x82")) << "cut";
}

TEST(Text, CodePointsMoveTheOffset) {
  const std::string_view text = "é\xFFx";
  std::size_t at = 0;
  EXPECT_EQ(next_code_point(text, at), U'é');
  EXPECT_EQ(at, 2U);
  EXPECT_EQ(next_code_point(text, at), std::nullopt);
  EXPECT_EQ(at, 3U);
  EXPECT_EQ(next_code_point(text, at), U'x');
}

TEST(Text, WidthAndBoundaries) {
  EXPECT_EQ(width("aé€"), 3U);
  EXPECT_EQ(char_boundary("a€b", 2), 1U);
  EXPECT_EQ(char_boundary("a€b", 4), 4U);
  EXPECT_EQ(char_boundary("ab", 9), 2U);
}

TEST(Text, ForbiddenCharacters) {
  for (const char32_t c :
       {U'\0', U'\r', U'\x1b', U'\x7f', U'\x85', U'\u200B', U'\u2028', U'\u202E', U'\u2066', U'\uFEFF'}) {
    EXPECT_TRUE(is_forbidden(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'\t', U'\n', U' ', U'é', U'😀'}) {
    EXPECT_FALSE(is_forbidden(c)) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace atlas::text
