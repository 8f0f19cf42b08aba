#pragma once

#include "atlas/utils/result.hpp"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace atlas::runtime {

/// An agent: its type names the code, its key the instance. Type `[A-Za-z_][A-Za-z0-9_]*`, key 1..256 printable ASCII
/// characters: what AutoGen's Python and .NET sides both take.
struct AgentId {
  std::string type;
  std::string key = "default";

  std::string str() const { return type + "/" + key; }
  auto operator<=>(const AgentId&) const = default;
};

/// Where events are published. Type `[A-Za-z0-9_.:=-]+`; the source becomes the key of the agents that receive.
struct TopicId {
  std::string type;
  std::string source = "default";

  std::string str() const { return type + "/" + source; }
  auto operator<=>(const TopicId&) const = default;
};

bool is_agent_type(std::string_view text);
bool is_key(std::string_view text);
bool is_topic_type(std::string_view text);

/// Splits `type/key` at the first slash. ATLAS-E7002 when a part breaks its grammar.
Result<AgentId> parse_agent_id(std::string_view text);

/// ATLAS-E7002 when a part breaks its grammar.
Result<void> check(const AgentId& id);
Result<void> check(const TopicId& topic);

}  // namespace atlas::runtime

template <>
struct std::hash<atlas::runtime::AgentId> {
  std::size_t operator()(const atlas::runtime::AgentId& id) const noexcept {
    const std::size_t type = std::hash<std::string>()(id.type);
    return type ^ (std::hash<std::string>()(id.key) + 0x9e3779b97f4a7c15U + (type << 6U) + (type >> 2U));
  }
};
