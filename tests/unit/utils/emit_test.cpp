#include "atlas/utils/emit/emit.hpp"

#include <gtest/gtest.h>

namespace atlas::emit {
namespace {

std::string written(Format format, const Json& value) {
  const Result<std::string> text = literal(format, value);
  return text ? *text : text.error().id + " " + text.error().summary;
}

struct Case {
  Format format;
  Json value;
  std::string text;
};

class Literals : public testing::TestWithParam<Case> {};

TEST_P(Literals, AreWrittenAsDocumented) { EXPECT_EQ(written(GetParam().format, GetParam().value), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Hcl, Literals,
    testing::Values(Case{Format::hcl, "a\"b\\c\n", R"("a\"b\\c\n")"},
                    Case{Format::hcl, "${x} $x %{y}", R"("$${x} $x %%{y}")"}, Case{Format::hcl, "$${x}", R"("$$${x}")"},
                    Case{Format::hcl, {{"k", 1}, {"l", {1, "a"}}}, R"({ "k" = 1, "l" = [1, "a"] })"},
                    Case{Format::hcl, nullptr, "null"}, Case{Format::hcl, Json::object(), "{}"},
                    Case{Format::hcl, 9007199254740993, "9007199254740993"}, Case{Format::hcl, true, "true"}));

INSTANTIATE_TEST_SUITE_P(
    Yaml, Literals,
    testing::Values(Case{Format::yaml, "web-01", "web-01"}, Case{Format::yaml, "No", R"("No")"},
                    Case{Format::yaml, "010", R"("010")"}, Case{Format::yaml, "12:30", R"("12:30")"},
                    Case{Format::yaml, "", R"("")"}, Case{Format::yaml, {"a", "b c"}, R"([a, "b c"])"},
                    Case{Format::yaml, {{"on", 1}}, R"({"on": 1})"}, Case{Format::yaml, 1e20, "1.0e+20"},
                    Case{Format::yaml, "{{ x }}", R"("{{ x }}")"},
                    Case{Format::ansible, "{{ x }}", R"(!unsafe "{{ x }}")"},
                    Case{Format::ansible, {"{% x"}, R"([!unsafe "{% x"])"}, Case{Format::ansible, "{ {", R"("{ {")"}));

INSTANTIATE_TEST_SUITE_P(JsonText, Literals,
                         testing::Values(Case{Format::json, "a\"\n\t", R"("a\"\n\t")"},
                                         Case{Format::json, {{"k", {1, nullptr}}}, R"({"k": [1, null]})"},
                                         Case{Format::json, "ä", "\"ä\""}));

INSTANTIATE_TEST_SUITE_P(
    Shell, Literals,
    testing::Values(Case{Format::shell, "it's $x", R"('it'\''s $x')"}, Case{Format::shell, {"a", 1, "b"}, "'a' 1 'b'"},
                    Case{Format::shell, "", "''"},
                    Case{Format::shell, nullptr,
                         "ATLAS-E5006 a value cannot be written as shell: there is no literal for null"}));

INSTANTIATE_TEST_SUITE_P(
    Ini, Literals,
    testing::Values(
        Case{Format::ini, "50%", "50%%"}, Case{Format::ini, {"a", "b"}, "a, b"}, Case{Format::ini, 5, "5"},
        Case{Format::ini, " a",
             "ATLAS-E5006 a value cannot be written as ini: an INI value cannot start or end with a space"},
        Case{Format::ini, "a;b",
             "ATLAS-E5006 a value cannot be written as ini: an INI value cannot hold a newline, `;` or `#`"},
        Case{Format::ini,
             {"a,b"},
             "ATLAS-E5006 a value cannot be written as ini: an item of an INI list cannot be empty or hold a comma"}));

INSTANTIATE_TEST_SUITE_P(Systemd, Literals,
                         testing::Values(Case{Format::systemd, "50% $x \"q\"\n", R"("50%% $x \"q\"\n")"},
                                         Case{Format::systemd, {"a", "b"}, R"("a" "b")"}));

INSTANTIATE_TEST_SUITE_P(Markdown, Literals,
                         testing::Values(Case{Format::markdown, "a|b *c* <d>", R"(a\|b \*c\* \<d\>)"},
                                         Case{Format::markdown, "1. x", R"(1\. x)"},
                                         Case{Format::markdown, "- x", R"(\- x)"},
                                         Case{Format::markdown, "a\nb", "a b"},
                                         Case{Format::markdown, "    x ", "&#32;   x&#32;"},
                                         Case{Format::markdown, nullptr, "–"}, Case{Format::markdown, true, "yes"},
                                         Case{Format::markdown, {"a", false}, "a, no"}));

INSTANTIATE_TEST_SUITE_P(Diagrams, Literals,
                         testing::Values(Case{Format::mermaid, "a\"b\nc", R"("a#quot;b<br/>c")"},
                                         Case{Format::mermaid, "10.0.0.1", "\"10.0.0.1\""},
                                         Case{Format::mermaid, "1. x", "\"1#46;#32;x\""},
                                         Case{Format::mermaid, 5, "\"5\""},
                                         Case{Format::plantuml, "a\"b\nc", R"("a<U+0022>b\nc")"},
                                         Case{Format::plantuml, "web-01 (10.0.0.1)", "\"web-01 (10.0.0.1)\""},
                                         Case{Format::plantuml, "--x--", "\"<U+002D><U+002D>x-<U+002D>\""}));

TEST(Emit, ForbiddenTextIsRefusedByEveryFormat) {
  for (int i = 1; i <= static_cast<int>(Format::plantuml); ++i) {
    for (const char* text : {"a\rb", "\x01", "\x7f", "\xE2\x80\xAE", "\xEF\xBB\xBF", "\xFF", "\xEF\xBF\xBE"}) {
      std::string out = "before";
      EXPECT_FALSE(append_text(static_cast<Format>(i), text, out)) << i;
      EXPECT_EQ(out, "before");
    }
    EXPECT_FALSE(literal(static_cast<Format>(i), std::string(1, '\0'))) << i;
  }
}

TEST(Emit, AnErrorNeverHoldsTheValue) {
  const Result<std::string> text = literal(Format::ini, "secret;value");
  ASSERT_FALSE(text);
  EXPECT_EQ(Json(text.error()).dump().find("secret"), std::string::npos);
}

TEST(Emit, TheFileNameDecides) {
  EXPECT_EQ(format_of("terraform/main.tf.j2"), Format::hcl);
  EXPECT_EQ(format_of("docs/a.b.md.j2"), Format::markdown);
  EXPECT_EQ(format_of("ansible/site.yml.j2"), Format::ansible);
  EXPECT_EQ(format_of("inventory/hosts.yaml"), Format::ansible);
  EXPECT_EQ(format_of("monitoring/rules.yml.j2"), Format::yaml);
  EXPECT_EQ(format_of("ansible/.ansible-lint.j2"), Format::ansible);
  EXPECT_EQ(format_of("x.service.j2"), Format::systemd);
  EXPECT_EQ(format_of("README.j2"), Format::none);
  EXPECT_EQ(format_of("a.tf/README"), Format::none);
  EXPECT_EQ(literal(Format::none, 1).error().id, "ATLAS-E5007");
}

TEST(Emit, DocumentsAreInBlockStyle) {
  const Json value = {{"list", {{{"a", 1}, {"b", {1}}}, "x y"}}, {"empty", Json::array()}, {"jinja", "{{ x }}"}};
  EXPECT_EQ(yaml_document(value, true),
            "---\nempty: []\njinja: !unsafe \"{{ x }}\"\nlist:\n  - a: 1\n    b:\n      - 1\n  - \"x y\"\n");
  EXPECT_EQ(json_document({{"a", {1, Json::object()}}}), "{\n  \"a\": [\n    1,\n    {}\n  ]\n}\n");
  EXPECT_EQ(*block(Format::yaml, {{"a", {1}}}, 4), "    a:\n      - 1");
  EXPECT_EQ(*block(Format::json, {{"a", 1}}, 2), "  {\n    \"a\": 1\n  }");
  EXPECT_EQ(block(Format::hcl, 1, 0).error().id, "ATLAS-E5007");
}

TEST(Emit, Filters) {
  EXPECT_EQ(*identifier("web-01.a_b"), "web-01.a_b");
  EXPECT_EQ(*identifier(5), "5");
  for (const Json& bad : {Json(""), Json("-a"), Json(".a"), Json("a b"), Json("ä"), Json(nullptr), Json(true)}) {
    EXPECT_FALSE(identifier(bad)) << bad;
  }
  EXPECT_EQ(*node_id("Web-01.ä"), "n_web_01__");
  EXPECT_FALSE(node_id(""));
  EXPECT_EQ(*code_span("a`b"), "``a`b``");
  EXPECT_EQ(*code_span("a|b"), "<code>a&#124;b</code>");
  EXPECT_EQ(*comment("a -- b */ c --- \n\x1b[31m\\"), "a - - b * / c - - -   [31m");
  EXPECT_EQ(*line(" 50% \n"), "50%%");
  EXPECT_FALSE(line("a\\"));
  EXPECT_EQ(*raw("a\nb"), "a\nb");
  EXPECT_FALSE(raw(true));
}

}  // namespace
}  // namespace atlas::emit
