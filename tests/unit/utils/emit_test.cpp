#include "atlas/utils/emit/emit.hpp"

#include <gtest/gtest.h>

namespace atlas::emit {
namespace {

std::string written(Format format, const Json& value) {
  const Result<std::string> text = literal(format, value);
  return text ? *text : text.error().id + " " + text.error().summary;
}

// The value as JSON text: a table of Json objects takes a sanitizing compiler minutes.
struct Case {
  Format format;
  const char* value;
  const char* text;
};

constexpr const char* k_ini_edge =
    "ATLAS-E5006 a value cannot be written as ini: an INI value cannot start or end with a space";
constexpr const char* k_ini_sign =
    "ATLAS-E5006 a value cannot be written as ini: an INI value cannot hold a newline, `;` or `#`";
constexpr const char* k_ini_item =
    "ATLAS-E5006 a value cannot be written as ini: an item of an INI list cannot be empty or hold a comma";
constexpr const char* k_shell_null = "ATLAS-E5006 a value cannot be written as shell: there is no literal for null";

constexpr Case k_cases[] = {
    {Format::hcl, R"("a\"b\\c\n")", R"("a\"b\\c\n")"},
    {Format::hcl, R"("${x} $x %{y}")", R"("$${x} $x %%{y}")"},
    {Format::hcl, R"("$${x}")", R"("$$${x}")"},
    {Format::hcl, R"({"k":1,"l":[1,"a"]})", R"({ "k" = 1, "l" = [1, "a"] })"},
    {Format::hcl, "null", "null"},
    {Format::hcl, "{}", "{}"},
    {Format::hcl, "9007199254740993", "9007199254740993"},
    {Format::hcl, "true", "true"},
    {Format::yaml, R"("web-01")", "web-01"},
    {Format::yaml, R"("No")", R"("No")"},
    {Format::yaml, R"("010")", R"("010")"},
    {Format::yaml, R"("12:30")", R"("12:30")"},
    {Format::yaml, R"("")", R"("")"},
    {Format::yaml, R"(["a","b c"])", R"([a, "b c"])"},
    {Format::yaml, R"({"on":1})", R"({"on": 1})"},
    {Format::yaml, "1e20", "1.0e+20"},
    {Format::yaml, R"("{{ x }}")", R"("{{ x }}")"},
    {Format::ansible, R"("{{ x }}")", R"(!unsafe "{{ x }}")"},
    {Format::ansible, R"(["{% x"])", R"([!unsafe "{% x"])"},
    {Format::ansible, R"("{ {")", R"("{ {")"},
    {Format::json, R"("a\"\n\t")", R"("a\"\n\t")"},
    {Format::json, R"({"k":[1,null]})", R"({"k": [1, null]})"},
    {Format::json, "\"ä\"", "\"ä\""},
    {Format::shell, R"("it's $x")", R"('it'\''s $x')"},
    {Format::shell, R"(["a",1,"b"])", "'a' 1 'b'"},
    {Format::shell, R"("")", "''"},
    {Format::shell, "null", k_shell_null},
    {Format::ini, R"("50%")", "50%%"},
    {Format::ini, R"(["a","b"])", "a, b"},
    {Format::ini, "5", "5"},
    {Format::ini, R"(" a")", k_ini_edge},
    {Format::ini, R"("a;b")", k_ini_sign},
    {Format::ini, R"(["a,b"])", k_ini_item},
    {Format::systemd, R"("50% $x \"q\"\n")", R"("50%% $x \"q\"\n")"},
    {Format::systemd, R"(["a","b"])", R"("a" "b")"},
    {Format::markdown, R"("a|b *c* <d>")", R"(a\|b \*c\* \<d\>)"},
    {Format::markdown, R"("1. x")", R"(1\. x)"},
    {Format::markdown, R"("- x")", R"(\- x)"},
    {Format::markdown, R"("a\nb")", "a b"},
    {Format::markdown, R"("    x ")", "&#32;   x&#32;"},
    {Format::markdown, "null", "–"},
    {Format::markdown, "true", "yes"},
    {Format::markdown, R"(["a",false])", "a, no"},
    {Format::mermaid, R"("a\"b\nc")", R"("a#quot;b<br/>c")"},
    {Format::mermaid, R"("10.0.0.1")", "\"10.0.0.1\""},
    {Format::mermaid, R"("1. x")", "\"1#46;#32;x\""},
    {Format::mermaid, "5", "\"5\""},
    {Format::plantuml, R"("a\"b\nc")", R"("a<U+0022>b\nc")"},
    {Format::plantuml, R"j("web-01 (10.0.0.1)")j", "\"web-01 (10.0.0.1)\""},
    {Format::plantuml, R"("--x--")", "\"<U+002D><U+002D>x-<U+002D>\""},
};

TEST(Emit, LiteralsAreWrittenAsDocumented) {
  for (const Case& one : k_cases) {
    EXPECT_EQ(written(one.format, Json::parse(one.value)), one.text) << name_of(one.format) << ' ' << one.value;
  }
}

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
