#include "atlas/utils/template_engine.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

namespace atlas {
namespace {

namespace fs = std::filesystem;

class Engine : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("atlas-engine-" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "base");
    fs::create_directories(root_ / "mine");
  }
  void TearDown() override { fs::remove_all(root_); }

  void file(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  Result<std::string> rendered(const std::string& name, const Json& context = Json::object(),
                               const Json& extra = nullptr) {
    const TemplateEngine engine({root_ / "mine", root_ / "base"});
    return engine.render(name, TemplateContext(context), extra);
  }
  /// Renders `text` as a template of that name.
  Result<std::string> once(const std::string& name, const std::string& text, const Json& context = Json::object()) {
    file("base/" + name, text);
    return rendered(name, context);
  }
  Diagnostic failed(const std::string& name, const std::string& text, const Json& context = Json::object()) {
    const Result<std::string> result = once(name, text, context);
    return result ? Diagnostic{} : result.error();
  }

  fs::path root_;
};

TEST_F(Engine, TheNameDecidesHowAValueIsWritten) {
  const Json context = {{"v", "a\"${b}"}};
  EXPECT_EQ(*once("a.tf.j2", "x = {{ v }}\n", context), "x = \"a\\\"$${b}\"\n");
  EXPECT_EQ(*once("a.sh.j2", "x={{ v }}\n", context), "x='a\"${b}'\n");
  EXPECT_EQ(*once("ansible/a.yml.j2", "x: {{ '{{' ~ v }}\n", context), "x: !unsafe \"{{a\\\"${b}\"\n");
}

TEST_F(Engine, NumbersBooleansListsAndJoins) {
  const Json context = {{"n", -5},         {"big", 18446744073709551615U}, {"f", 1.5}, {"b", true}, {"l", {1, "x"}},
                        {"none_", nullptr}};
  EXPECT_EQ(
      *once("a.tf.j2", "{{ n }} {{ big }} {{ f }} {{ b }} {{ l }} {{ none_ }} {{ n + 1 }} {{ 'a' ~ n }}", context),
      "-5 18446744073709551615 1.5 true [1, \"x\"] null -4 \"a-5\"");
}

TEST_F(Engine, FiltersWriteTextAsItIs) {
  const Json context = {{"v", "web-01"}, {"m", {{"a", {1}}}}};
  EXPECT_EQ(*once("a.tf.j2", "resource {{ v | ident }} {{ v | node_id }} {{ m | as('json') }}", context),
            "resource web-01 n_web_01 {\"a\": [1]}");
  EXPECT_EQ(*once("a.yml.j2", "k:\n{{ m | block(2) }}\n", context), "k:\n  a:\n    - 1\n");
  EXPECT_EQ(failed("a.tf.j2", "\n{{ 'a b' | ident }}").id, "ATLAS-E5006");
  EXPECT_EQ(failed("a.tf.j2", "{{ 'a' | as('nope') }}").id, "ATLAS-E5007");
}

TEST_F(Engine, FiltersThatWouldBypassTheWriterDoNotExist) {
  for (const std::string name : {"safe", "escape", "e", "tojson", "pprint"}) {
    EXPECT_EQ(failed("a.tf.j2", "{{ 'x' | " + name + " }}").id, "ATLAS-E5001") << name;
  }
  EXPECT_EQ(*once("b.tf.j2", "{% autoescape false %}{{ '${x}' }}{% endautoescape %}"), "\"$${x}\"");
}

TEST_F(Engine, MacrosImportsAndIncludesAreWrittenOnce) {
  file("base/_m.tf.j2", "{% macro pair(k, v) %}{{ k | ident }} = {{ v }}{% endmacro %}");
  file("base/part.sh.j2", "{{ v }}");
  const std::string text =
      "{% import '_m.tf.j2' as m %}{% set x = m.pair('a', v) %}{{ x }}|{{ m.pair('b', 'c') }}|{% include 'part.sh.j2' "
      "%}";
  EXPECT_EQ(*once("a.tf.j2", text, {{"v", "it's"}}), "a = \"it's\"|b = \"c\"|'it'\\''s'");
}

TEST_F(Engine, AMacroWritesTheFormatOfItsOwnFile) {
  file("base/_m.mmd.j2", "{% macro label(v) %}{{ v }}{% endmacro %}");
  EXPECT_EQ(*once("a.md.j2", "{% from '_m.mmd.j2' import label %}{{ label('a#') }} {{ 'a#' }}"), "\"a#35;\" a\\#");
}

TEST_F(Engine, PythonMethodsAndLoops) {
  EXPECT_EQ(*once("a.sh.j2", "{% for k, v in m.items() %}{{ loop.index }}={{ k.upper() }} {% endfor %}",
                  {{"m", {{"a", 1}, {"b", 2}}}}),
            "1='A' 2='B' ");
}

TEST_F(Engine, ExtraHidesContext) {
  file("base/a.sh.j2", "{{ x }} {{ y }}");
  EXPECT_EQ(*rendered("a.sh.j2", {{"x", 1}, {"y", 2}}, {{"x", 3}}), "3 2");
}

TEST_F(Engine, UndefinedNamesTheVariableAndThePlaceInTheInnermostTemplate) {
  file("base/inner.tf.j2", "a\nb\n{{ host.nope }}\n");
  const Diagnostic error =
      failed("outer.tf.j2", "x\n{% include 'inner.tf.j2' %}\n", {{"host", {{"secret", "hunter2"}}}});
  EXPECT_EQ(error.id, "ATLAS-E5002");
  EXPECT_NE(error.summary.find("host.nope"), std::string::npos) << error.summary;
  ASSERT_TRUE(error.where);
  EXPECT_EQ(error.where->file, (root_ / "base/inner.tf.j2").generic_string());
  EXPECT_EQ(error.where->line, 3);
  EXPECT_EQ(error.where->column, 4);
  EXPECT_EQ(error.where->source_line, "{{ host.nope }}");
  EXPECT_EQ(Json(error).dump().find("hunter2"), std::string::npos);
}

TEST_F(Engine, UndefinedIsAnErrorEverywhere) {
  for (const char* text :
       {"{% if nope %}{% endif %}", "{{ nope | as('json') }}", "{{ nope | ident }}", "{{ 'a' ~ nope }}",
        "{% for x in nope %}{% endfor %}", "{{ 'x' if false }}", "{{ ('x' if false) | ident }}"}) {
    EXPECT_EQ(failed("a.tf.j2", text).id, "ATLAS-E5002") << text;
  }
  EXPECT_EQ(*once("a.tf.j2", "{{ nope | default('d') }}{% if nope is defined %}x{% endif %}"), "\"d\"");
}

TEST_F(Engine, OtherErrorsShowTheExpressionAndNeverTheValue) {
  const Diagnostic error = failed("a.tf.j2", "{{ password + 1 }} {{ 1 }}", {{"password", "hunter2"}});
  EXPECT_EQ(error.id, "ATLAS-E5004");
  EXPECT_NE(error.summary.find("password + 1"), std::string::npos);
  EXPECT_EQ(Json(error).dump().find("hunter2"), std::string::npos);
}

TEST_F(Engine, SyntaxMissingTemplateAndUnknownFormat) {
  const Diagnostic syntax = failed("a.tf.j2", "\n{{ a b }}");
  EXPECT_EQ(syntax.id, "ATLAS-E5001");
  EXPECT_EQ(syntax.where->line, 2);
  EXPECT_EQ(rendered("nope.tf.j2").error().id, "ATLAS-E5003");
  EXPECT_EQ(failed("a.tf.j2", "{% include 'nope.tf.j2' %}").id, "ATLAS-E5003");
  EXPECT_EQ(failed("a.unknown.j2", "{{ 'x' }}").id, "ATLAS-E5007");
  EXPECT_EQ(*once("a.unknown.j2", "{{ 'x' | ident }}"), "x");
}

TEST_F(Engine, AnEndlessTemplateStops) {
  const char* text = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}";
  EXPECT_EQ(failed("a.tf.j2", text).id, "ATLAS-E5005");
  EXPECT_FALSE(once("b.tf.j2", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"));
}

TEST_F(Engine, TheFirstFolderWins) {
  file("base/a.sh.j2", "base");
  file("mine/a.sh.j2", "mine");
  file("mine/t/x", "1");
  file("base/t/y.j2", "2");
  file("base/t/x", "3");
  EXPECT_EQ(*rendered("a.sh.j2"), "mine");
  const TemplateEngine engine({root_ / "mine", root_ / "base", root_ / "absent"});
  EXPECT_EQ(engine.list("t"), (std::vector<std::string>{"t/x", "t/y.j2"}));
  EXPECT_EQ(*engine.read("t/x"), "1");
  EXPECT_EQ(engine.read("t/z").error().id, "ATLAS-E5003");
}

TEST_F(Engine, NoNameLeavesTheFolders) {
  file("outside", "secret");
  const TemplateEngine engine({root_ / "base"});
  EXPECT_FALSE(engine.read("../outside"));
  EXPECT_FALSE(engine.read((root_ / "outside").string()));
  EXPECT_TRUE(engine.list("..").empty());
  EXPECT_EQ(failed("a.tf.j2", "{% include '../outside' %}").id, "ATLAS-E5003");
}

TEST_F(Engine, PlainFilesKeepTheirBytes) {
  const std::string bytes("a\0\xff\r\n", 5);
  file("base/x.bin", bytes);
  EXPECT_EQ(*TemplateEngine({root_ / "base"}).read("x.bin"), bytes);
}

TEST_F(Engine, BlocksAreTrimmedAndTheFinalNewlineStays) {
  EXPECT_EQ(*once("a.sh.j2", "a\n  {% if true %}\nb\n  {% endif %}\n"), "a\nb\n");
}

TEST_F(Engine, OneEngineServesManyThreads) {
  file("base/a.tf.j2", "{% for x in l %}{{ x }}{% endfor %}{{ n }}");
  const TemplateEngine engine({root_ / "base"});
  const TemplateContext context(Json{{"l", {"a", "b"}}});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 100; ++k) {
        EXPECT_EQ(*engine.render("a.tf.j2", context, {{"n", i}}), "\"a\"\"b\"" + std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace atlas
