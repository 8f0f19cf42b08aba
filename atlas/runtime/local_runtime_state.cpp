#include "atlas/runtime/errors.hpp"
#include "atlas/runtime/local_runtime.hpp"

#include <exception>

namespace atlas::runtime {

Json LocalRuntime::save_state() {
  Json state = Json::object();
  for (const AgentId& id : live_agents()) {
    find_mailbox(id)->exclusive([&](const Agent* agent) {
      if (agent != nullptr) {
        state[id.str()] = agent->save_state();
      }
    });
  }
  return state;
}

Result<std::vector<std::string>> LocalRuntime::load_state(const Json& state) {
  if (!state.is_object()) {
    return failure(k_bad_state("the saved agent state is not an object"));
  }
  std::vector<std::string> skipped;
  for (const auto& [name, part] : state.items()) {
    const Result<AgentId> id = parse_agent_id(name);
    if (!id) {
      return failure(id.error());
    }
    const Result<std::shared_ptr<Mailbox>> box = mailbox(*id);
    if (!box) {
      skipped.push_back(name);
      continue;
    }
    try {
      (*box)->exclusive([&](Agent*) { (*box)->agent().load_state(part); });
    } catch (const std::exception& error) {
      return failure(k_bad_state("agent " + name + " refused its saved state").because(error.what()));
    }
  }
  return skipped;
}

}  // namespace atlas::runtime
