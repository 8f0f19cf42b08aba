#pragma once

#include "atlas/runtime/ids.hpp"

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace atlas::runtime {

/// Maps topics to agents: an event on a matching topic goes to the agent `agent_type` whose key is the topic's source.
struct Subscription {
  enum class Match { type, prefix };

  Match match = Match::type;
  std::string topic_type;  ///< whole, or how it begins
  std::string agent_type;
  std::string id;  ///< empty: the runtime makes one

  bool matches(const TopicId& topic) const;
  bool operator==(const Subscription&) const = default;
};

inline Subscription on_topic(std::string topic_type, std::string agent_type) {
  return {Subscription::Match::type, std::move(topic_type), std::move(agent_type), ""};
}
inline Subscription on_topic_prefix(std::string prefix, std::string agent_type) {
  return {Subscription::Match::prefix, std::move(prefix), std::move(agent_type), ""};
}

/// All subscriptions of a runtime, indexed by topic type; nothing is cached per topic. Not thread-safe.
class SubscriptionTable {
 public:
  /// Returns its id. ATLAS-E7014 when the id, or the same match for the same agent type, is there already;
  /// ATLAS-E7002 when a name breaks its grammar.
  Result<std::string> add(Subscription subscription);
  /// ATLAS-E7015 when there is none of that id.
  Result<void> remove(const std::string& id);

  /// Every agent that gets an event of the topic, each once, sorted.
  std::set<AgentId> receivers(const TopicId& topic) const;
  std::vector<Subscription> all() const;

 private:
  std::unordered_map<std::string, std::vector<Subscription>> by_type_;
  std::vector<Subscription> prefixes_;
  std::size_t made_ids_ = 0;
};

}  // namespace atlas::runtime
