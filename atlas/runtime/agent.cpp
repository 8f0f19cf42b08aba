#include "atlas/runtime/agent.hpp"

#include "atlas/runtime/errors.hpp"

#include <algorithm>

namespace atlas::runtime {

Result<spec::Message> Agent::dispatch(const spec::Message& message, const Context& context) {
  const Entry* entry = find(message.type());
  if (entry == nullptr) {
    return failure(k_unhandled("agent " + context.self.str() + " has no handler for " + std::string(message.name())));
  }
  return entry->handler(message, context);
}

void Agent::set(const spec::MessageType* type, Handler handler) {
  std::erase_if(handlers_, [type](const Entry& entry) { return entry.type == type; });
  handlers_.push_back({type, std::move(handler)});
}

const Agent::Entry* Agent::find(const spec::MessageType* type) const {
  const auto it =
      std::find_if(handlers_.begin(), handlers_.end(), [type](const Entry& entry) { return entry.type == type; });
  return it == handlers_.end() ? nullptr : &*it;
}

}  // namespace atlas::runtime
