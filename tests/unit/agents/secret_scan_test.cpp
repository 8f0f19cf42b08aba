#include "atlas/agents/orchestrator/secret_scan.hpp"

#include "tests/support/memory_file_system.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace atlas::agents {
namespace {

using Lines = std::vector<std::string>;

class SecretScan : public ::testing::Test {
 protected:
  void SetUp() override { ::setenv("ATLAS_TEST_SECRET", "tok\"en-12345", 1); }
  void TearDown() override { ::unsetenv("ATLAS_TEST_SECRET"); }

  Diagnostics scan(const std::string& content, const Lines& references = {"env:ATLAS_TEST_SECRET"}) {
    Diagnostics problems;
    spec::FileTree tree;
    tree.add("docs/README.md", {content, 0644, "docs"}, problems);
    tree.add("other.txt", {"nothing here\n", 0644, "docs"}, problems);
    scan_for_secrets(references, tree, files, problems);
    return problems;
  }

  test::MemoryFileSystem files;
};

TEST(SecretReferences, are_found_anywhere_but_in_the_endpoint) {
  const Json document = R"({"cluster": {"endpoint": "env:PROXMOX_VE_ENDPOINT", "api_token": "env:TOKEN"},
    "machines": [{"software": [{"parameters": {"password": "file:/run/secrets/db"}}]}, {"note": "env:TOKEN"}],
    "text": "environment: file", "later": "vault:secret/x#y"})"_json;
  EXPECT_EQ(secret_references(document), (Lines{"env:TOKEN", "file:/run/secrets/db"}));
  EXPECT_TRUE(secret_references(Json()).empty());
}

TEST_F(SecretScan, finds_the_value_as_it_is) {
  const Diagnostics problems = scan("a tok\"en-12345 b");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.items()[0].id, "ATLAS-E7120");
  EXPECT_EQ(problems.items()[0].object, "docs/README.md");
  EXPECT_EQ(problems.items()[0].summary, "'docs/README.md' would hold the value of env:ATLAS_TEST_SECRET");
  EXPECT_EQ(Json(problems).dump().find("en-12345"), std::string::npos);
}

TEST_F(SecretScan, finds_the_value_in_json_and_in_base64) {
  EXPECT_EQ(scan(R"({"a": "tok\"en-12345"})").size(), 1U);
  EXPECT_EQ(scan("basic dG9rImVuLTEyMzQ1").size(), 1U);
}

TEST_F(SecretScan, finds_the_value_of_a_file) {
  files.put("/run/secrets/db", "from-a-file\n", 0600);
  EXPECT_EQ(scan("x from-a-file y", {"file:/run/secrets/db"}).size(), 1U);
}

TEST_F(SecretScan, is_quiet_when_nothing_is_there) {
  EXPECT_TRUE(scan("harmless").empty());
  EXPECT_TRUE(scan("harmless", {"env:ATLAS_TEST_NOT_SET", "file:/nowhere"}).empty());
}

TEST_F(SecretScan, warns_of_a_value_that_is_too_short) {
  ::setenv("ATLAS_TEST_SECRET", "12345", 1);
  const Diagnostics problems = scan("port 12345");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.items()[0].id, "ATLAS-W7121");
  EXPECT_FALSE(problems.has_errors());
}

}  // namespace
}  // namespace atlas::agents
