#include "atlas/runtime/subscription.hpp"

#include "atlas/runtime/errors.hpp"

#include <algorithm>

namespace atlas::runtime {
namespace {

bool same(const Subscription& a, const Subscription& b) {
  return a.id == b.id || (a.match == b.match && a.topic_type == b.topic_type && a.agent_type == b.agent_type);
}

}  // namespace

bool Subscription::matches(const TopicId& topic) const {
  return match == Match::type ? topic.type == topic_type : topic.type.starts_with(topic_type);
}

Result<std::string> SubscriptionTable::add(Subscription subscription) {
  if (const Result<void> valid = check(TopicId{subscription.topic_type}); !valid) {
    return failure(valid.error());
  }
  if (const Result<void> valid = check(AgentId{subscription.agent_type}); !valid) {
    return failure(valid.error());
  }
  if (subscription.id.empty()) {
    subscription.id = "subscription-" + std::to_string(++made_ids_);
  }
  for (const Subscription& other : all()) {
    if (same(other, subscription)) {
      return failure(k_already_registered("agent type '" + subscription.agent_type + "' is subscribed to '" +
                                          subscription.topic_type + "' already"));
    }
  }
  std::string id = subscription.id;
  auto& list = subscription.match == Subscription::Match::type ? by_type_[subscription.topic_type] : prefixes_;
  list.push_back(std::move(subscription));
  return id;
}

Result<void> SubscriptionTable::remove(const std::string& id) {
  const auto is_it = [&id](const Subscription& subscription) { return subscription.id == id; };
  std::size_t removed = std::erase_if(prefixes_, is_it);
  for (auto& [type, list] : by_type_) {
    removed += std::erase_if(list, is_it);
  }
  std::erase_if(by_type_, [](const auto& entry) { return entry.second.empty(); });
  if (removed == 0) {
    return failure(k_unknown_subscription("no subscription has the id '" + id + "'"));
  }
  return {};
}

std::set<AgentId> SubscriptionTable::receivers(const TopicId& topic) const {
  std::set<AgentId> result;
  if (const auto it = by_type_.find(topic.type); it != by_type_.end()) {
    for (const Subscription& subscription : it->second) {
      result.insert({subscription.agent_type, topic.source});
    }
  }
  for (const Subscription& subscription : prefixes_) {
    if (subscription.matches(topic)) {
      result.insert({subscription.agent_type, topic.source});
    }
  }
  return result;
}

std::vector<Subscription> SubscriptionTable::all() const {
  std::vector<Subscription> result = prefixes_;
  for (const auto& [type, list] : by_type_) {
    result.insert(result.end(), list.begin(), list.end());
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return result;
}

}  // namespace atlas::runtime
