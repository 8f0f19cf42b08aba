#pragma once

#include "atlas/interview/interview.hpp"
#include "atlas/spec/loader.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>

/// Interviews on the shipped data, without a terminal.
namespace atlas::interview::test {

inline const std::string k_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u a, b";

inline std::filesystem::path config() { return std::filesystem::path(ATLAS_SOURCE_DIR) / "config"; }

inline Surroundings surroundings() {
  Surroundings around;
  around.folder = "My Shop!";
  around.ssh_keys = {k_key};
  return around;
}

inline std::shared_ptr<const Knowledge> knowledge(const std::string& language = "en",
                                                  Surroundings around = surroundings()) {
  Diagnostics problems;
  auto known = load_knowledge(config(), language, std::move(around), {}, problems);
  EXPECT_TRUE(known != nullptr) << (problems.empty() ? "" : problems.items()[0].summary);
  return known;
}

inline Interview start(Answers given = {}, spec::HumanInputMode mode = spec::HumanInputMode::always) {
  return {knowledge(), mode, std::move(given)};
}

inline std::string problems_of(const std::string& text) {
  Diagnostics problems;
  spec::LoadOptions options;
  options.spec_path = "fleet.yaml";
  options.config = config();
  spec::load_fleet_text(text, options, problems);
  std::string all;
  for (const Diagnostic& problem : problems.sorted()) {
    all += problem.severity == Severity::error ? render(problem, false) : "";
  }
  return all;
}

/// Answers the open question, which has to be that one.
inline void answer(Conversation& talk, const std::string& id, const std::string& typed) {
  ASSERT_EQ(talk.question().id, id);
  talk.give(typed);
}

}  // namespace atlas::interview::test
