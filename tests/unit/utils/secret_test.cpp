#include "atlas/utils/secret.hpp"

#include "atlas/utils/log.hpp"
#include "atlas/utils/platform.hpp"
#include "tests/support/memory_file_system.hpp"

#include <fmt/ostream.h>
#include <gtest/gtest.h>
#include <sstream>
#include <type_traits>

namespace atlas {
namespace {

template <class T>
concept Streams = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept LogsAs = requires(const T& value) { log::Field("name", value); };

static_assert(!Streams<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!LogsAs<Secret>);
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> && !std::is_convertible_v<Secret, std::string_view>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

TEST(Secret, ZeroesWhatItTakes) {
  std::string text = "short";
  const char* bytes = text.data();
  const Secret secret(std::move(text));
  EXPECT_EQ(secret.reveal(), "short");
  EXPECT_EQ(std::string(bytes, 5), std::string(5, '\0'));
}

TEST(Secret, MovesWithoutLeavingACopy) {
  for (const std::string& text : {std::string("short"), std::string(200, 'x')}) {
    Secret first(std::string{text});
    Secret second(std::move(first));
    EXPECT_EQ(second.reveal(), text);
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): the point of the test
    Secret third(std::string("other"));
    third = std::move(second);
    EXPECT_EQ(third.reveal(), text);
  }
}

TEST(SecretReference, KnowsTheFourForms) {
  EXPECT_EQ(parse_secret_reference("env:TOKEN")->place, "TOKEN");
  EXPECT_EQ(parse_secret_reference("file:/run/t k")->place, "/run/t k");
  const auto vault = parse_secret_reference("vault:kv/shop/db#password");
  ASSERT_TRUE(vault);
  EXPECT_EQ(vault->place, "kv/shop/db");
  EXPECT_EQ(vault->field, "password");
  EXPECT_EQ(parse_secret_reference("age:s.age#k")->source, SecretReference::Source::age);
}

TEST(SecretReference, NeverRepeatsWhatItRefuses) {
  for (const char* text : {"hunter2-secret", "", "env:", "env:1A", "env:A B", "file:", "file:a\nb", "vault:kv/x",
                           "vault:#f", "age:f", "ENV:X"}) {
    const auto reference = parse_secret_reference(text);
    ASSERT_FALSE(reference) << text;
    EXPECT_EQ(reference.error().id, "ATLAS-E1092");
    EXPECT_EQ(render(reference.error(), false).find("hunter2"), std::string::npos);
  }
}

TEST(SecretResolve, FromTheEnvironment) {
  test::MemoryFileSystem disk;
  platform::set_environment("TEST_SECRET_VALUE", "s3cret");
  EXPECT_EQ(resolve_secret({SecretReference::Source::environment, "TEST_SECRET_VALUE", ""}, disk)->reveal(), "s3cret");
  platform::unset_environment("TEST_SECRET_VALUE");
  EXPECT_EQ(resolve_secret({SecretReference::Source::environment, "TEST_SECRET_VALUE", ""}, disk).error().id,
            "ATLAS-E1093");
}

TEST(SecretResolve, FromAFile) {
  test::MemoryFileSystem disk;
  disk.put("/k/good", "s3cret\n", 0600);
  disk.put("/k/open", "s3cret\n", 0644);
  disk.put("/k/empty", "\n", 0600);
  const auto id = [&](const char* path) {
    return resolve_secret({SecretReference::Source::file, path, ""}, disk).error().id;
  };
  EXPECT_EQ(resolve_secret({SecretReference::Source::file, "/k/good", ""}, disk)->reveal(), "s3cret");
  EXPECT_EQ(id("/k/open"), "ATLAS-E1094");
  EXPECT_EQ(id("/k/empty"), "ATLAS-E1093");
  EXPECT_EQ(id("/k/none"), "ATLAS-E1093");
}

TEST(SecretResolve, OtherSourcesComeLater) {
  test::MemoryFileSystem disk;
  EXPECT_EQ(resolve_secret({SecretReference::Source::vault, "kv/x", "f"}, disk).error().id, "ATLAS-E1095");
  EXPECT_EQ(resolve_secret({SecretReference::Source::age, "x", "f"}, disk).error().id, "ATLAS-E1095");
}

}  // namespace
}  // namespace atlas
