#include "atlas/generators/ansible/role_readme.hpp"

#include <filesystem>
#include <gtest/gtest.h>

namespace atlas::generators::ansible {
namespace {

constexpr const char* k_specs = R"(---
argument_specs:
  restore:
    description: Puts it back.
    options:
      shop_dump: {type: str, required: true, description: Which dump.}
  main:
    short_description: Shop
    description: [Sells things., "To people | and others."]
    options:
      shop_port: {type: int, default: 80, description: Where it listens.}
      shop_mode: {type: str, default: "", choices: [fast, "", safe], description: How it works.}
      shop_users:
        type: list
        elements: dict
        default: []
        description: Who may sell.
        options:
          name: {type: str, required: true}
          limits: {type: dict, options: {daily: {type: int, default: 0, description: A day.}}}
)";

Json points() {
  Diagnostics diagnostics;
  const Json result = entry_points("specs.yml", k_specs, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  return result;
}

Json names(const Json& point) {
  Json result = Json::array();
  for (const Json& variable : point.at("variables")) {
    result.push_back(variable.at("name"));
  }
  return result;
}

class RoleReadme : public ::testing::Test {
 protected:
  std::string readme(const RoleFiles& files) {
    spec::Component component;
    component.name = "shop";
    component.role = "shop_role";
    component.description = "Sells things.";
    spec::FileTree tree;
    add_role_readme({blueprint_, context_, templates_, catalogue_}, component, files, tree, diagnostics_);
    const spec::OutputFile* file = tree.find("ansible/roles/shop_role/README.md");
    return file == nullptr ? "" : file->content;
  }

  spec::Blueprint blueprint_;
  spec::Catalogue catalogue_;
  TemplateContext context_{Json(blueprint_)};
  TemplateEngine templates_{{std::filesystem::path(ATLAS_SOURCE_DIR) / "config" / "templates"}};
  Diagnostics diagnostics_;
};

TEST(RoleEntryPoints, MainComesFirstAndMembersFollowTheirVariable) {
  const Json all = points();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].at("name"), "main");
  EXPECT_EQ(all[0].at("description"), "Sells things. To people | and others.");
  EXPECT_EQ(names(all[0]), Json({"shop_port", "shop_mode", "shop_users", "shop_users[].name", "shop_users[].limits",
                                 "shop_users[].limits.daily"}));
  EXPECT_EQ(names(all[1]), Json({"shop_dump"}));
}

TEST(RoleEntryPoints, KeepTypeDefaultChoicesAndNeed) {
  const Json variables = points()[0].at("variables");
  EXPECT_EQ(variables[0].at("default"), 80);
  EXPECT_EQ(variables[1].at("choices"), Json({"fast", "", "safe"}));
  EXPECT_EQ(variables[2].at("type"), "list of dict");
  EXPECT_EQ(variables[2].at("default"), Json::array());
  EXPECT_EQ(variables[3].at("required"), true);
  EXPECT_TRUE(variables[3].at("default").is_null());
}

TEST(RoleEntryPoints, ABrokenFileIsNamed) {
  Diagnostics diagnostics;
  EXPECT_TRUE(entry_points("shop/specs.yml", "a: [", diagnostics).empty());
  ASSERT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.items()[0].where->file, "shop/specs.yml");
}

TEST_F(RoleReadme, HoldsTheWordsAndEveryVariable) {
  const std::string text = readme({{"README.md", "# shop\n\nWords `here`.\n"}, {"meta/argument_specs.yml", k_specs}});
  EXPECT_TRUE(diagnostics_.empty());
  EXPECT_TRUE(text.starts_with("# shop\n\nWords `here`.\n\n## Variables\n\n")) << text;
  for (const char* row :
       {"| `shop_port` | int | `80` | Where it listens. |",
        "| `shop_mode` | str | `\"\"` | How it works. One of `[\"fast\", \"\", \"safe\"]`. |",
        "| `shop_users[].name` | str | required | – |", "### `tasks_from: restore`\n\nPuts it back.\n"}) {
    EXPECT_NE(text.find(row), std::string::npos) << row << "\n" << text;
  }
}

TEST_F(RoleReadme, ARoleWithoutWordsGetsItsDescriptionAndOneWithoutSpecsKeepsItsWords) {
  const std::string text = readme({{"meta/argument_specs.yml", k_specs}});
  EXPECT_TRUE(text.starts_with("# shop_role\n\nSells things.\n\n## Variables")) << text;
  EXPECT_EQ(readme({{"README.md", "mine\n"}}), "mine\n");
  EXPECT_EQ(readme({{"tasks/main.yml", "---\n"}}), "");
}

}  // namespace
}  // namespace atlas::generators::ansible
