#include "atlas/runtime/agent_registry.hpp"
#include "atlas/spec/messages/message.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>

// docs/agents is made from what the program knows about its agents and messages. ATLAS_ACCEPT=1 rewrites it.
namespace atlas::agents {
namespace {

namespace fs = std::filesystem;
using Pages = std::map<std::string, std::string>;

const std::string k_notice = "<!-- made by tests/unit/agents/docs_test.cpp; ATLAS_ACCEPT=1 rewrites it -->\n\n";

std::string anchor(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c != '.') {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return result;
}

std::string list(const runtime::MessageList& types) {
  std::string text;
  for (const spec::MessageType* type : types) {
    text += "- [`" + std::string(type->name) + "`](messages.md#" + anchor(type->name) + ")\n";
  }
  return text;
}

std::string agent_page(const std::string& name, const runtime::AgentDescriptor& agent) {
  return k_notice + "# Agent " + name + "\n\nThis agent " + agent.description + ".\n\n## Consumes\n\n" +
         list(agent.consumes) + "\n## Produces\n\n" + list(agent.produces);
}

std::string index_page() {
  std::string text =
      k_notice +
      "# Agents\n\nEach agent is a folder under `atlas/agents/` and runs in AutoGen's terms as `type/key` "
      "(docs/runtime.md).\n\n| agent | what it does |\n|---|---|\n";
  for (const auto& [name, entry] : runtime::AgentRegistry::entries()) {
    text += "| [" + name + "](" + name + ".md) | " + entry.descriptor.description + " |\n";
  }
  return text + "\nWhat the messages hold: [messages.md](messages.md).\n";
}

std::string messages_page() {
  std::string text = k_notice +
                     "# Messages\n\nThe name is the `data_type` on AutoGen's wire, the content type is "
                     "`application/json`. Shown is the message that holds nothing but defaults; a missing member means "
                     "its default.\n";
  for (const auto& [name, entry] : spec::MessageTypes::entries()) {
    if (!name.starts_with("atlas.")) {
      continue;  // of a test
    }
    const auto empty = spec::Message::from_json(name, Json::object());
    text += "\n## " + name + "\n\n```json\n" + empty->to_json().dump(2) + "\n```\n";
  }
  return text;
}

Pages pages() {
  Pages result{{"README.md", index_page()}, {"messages.md", messages_page()}};
  for (const auto& [name, entry] : runtime::AgentRegistry::entries()) {
    result[name + ".md"] = agent_page(name, entry.descriptor);
  }
  return result;
}

Pages on_disk(const fs::path& folder) {
  Pages result;
  if (fs::exists(folder)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      result[entry.path().filename()] = text.str();
    }
  }
  return result;
}

void rewrite(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const auto& [name, text] : pages()) {
    std::ofstream(folder / name) << text;
  }
}

TEST(AgentPages, say_what_the_program_does) {
  const fs::path folder = fs::path(ATLAS_SOURCE_DIR) / "docs" / "agents";
  const char* accept = std::getenv("ATLAS_ACCEPT");
  if (accept != nullptr && std::string(accept) == "1") {
    rewrite(folder);
  }
  EXPECT_EQ(on_disk(folder), pages()) << "read the difference, then accept it with ATLAS_ACCEPT=1";
}

}  // namespace
}  // namespace atlas::agents
