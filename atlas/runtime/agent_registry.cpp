#include "atlas/runtime/agent_registry.hpp"

#include "atlas/runtime/errors.hpp"

#include <algorithm>
#include <set>

namespace atlas::runtime {
namespace {

using Types = std::set<const spec::MessageType*>;

Types gather(const AgentEntries& agents, MessageList AgentDescriptor::* list) {
  Types types;
  for (const auto& [name, entry] : agents) {
    const MessageList& some = entry.descriptor.*list;
    types.insert(some.begin(), some.end());
  }
  return types;
}

}  // namespace

Diagnostics check_wiring(const AgentEntries& agents, const MessageList& from_outside) {
  Diagnostics problems;
  Types produced = gather(agents, &AgentDescriptor::produces);
  produced.insert(from_outside.begin(), from_outside.end());
  for (const auto& [name, entry] : agents) {
    for (const spec::MessageType* type : entry.descriptor.consumes) {
      if (!produced.contains(type)) {
        problems.add(
            k_unwired("agent '" + name + "' waits for " + std::string(type->name) + ", which nobody produces"));
      }
    }
  }
  const Types consumed = gather(agents, &AgentDescriptor::consumes);
  for (const spec::MessageType* type : from_outside) {
    if (!consumed.contains(type)) {
      problems.add(k_unwired("no agent takes " + std::string(type->name) + " from the front ends"));
    }
  }
  return problems;
}

Result<void> register_agents(LocalRuntime& runtime, const AgentEntries& agents) {
  for (const auto& [name, entry] : agents) {
    const auto make = entry.descriptor.make;
    if (Result<void> added = runtime.register_type(name, entry.descriptor.description, make); !added) {
      return added;
    }
  }
  return {};
}

}  // namespace atlas::runtime
