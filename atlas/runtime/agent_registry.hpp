#pragma once

#include "atlas/runtime/agent.hpp"
#include "atlas/runtime/local_runtime.hpp"
#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/registry.hpp"

#include <memory>
#include <string>
#include <vector>

namespace atlas::runtime {

using MessageList = std::vector<const spec::MessageType*>;

template <class... Messages>
MessageList messages() {
  return {&spec::message_type<Messages>...};
}

/// What an agent says about itself; its type is its name in the registry.
struct AgentDescriptor {
  std::string description;
  MessageList consumes;  ///< what it has handlers for
  MessageList produces;  ///< its answers, and the requests and events that it sends
  std::unique_ptr<Agent> (*make)(const AgentId& id) = nullptr;
};

/// Every agent that is linked into the program, by type.
using AgentRegistry = Registry<AgentDescriptor>;
using AgentEntries = std::map<std::string, AgentRegistry::Entry, std::less<>>;

/// Each agent is registered with its description.
/// ATLAS_AGENT(validation, "checks a fleet …", (messages<ValidateRequest>()), (messages<FleetValidated>()), make);
#define ATLAS_AGENT(type, description, consumes, produces, factory)                             \
  [[maybe_unused]] static const bool atlas_agent_##type = ::atlas::runtime::AgentRegistry::add( \
      #type, ::atlas::runtime::AgentDescriptor{description, consumes, produces, factory}, __FILE__)

/// ATLAS-E7016 for every consumed message that no agent and no front end (`from_outside`) produces, and for every
/// request in `from_outside` that no agent consumes.
Diagnostics check_wiring(const AgentEntries& agents, const MessageList& from_outside);

/// Registers all of them. Factories run with the first message.
Result<void> register_agents(LocalRuntime& runtime, const AgentEntries& agents);

}  // namespace atlas::runtime
