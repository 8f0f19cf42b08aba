#include "atlas/runtime/session.hpp"

#include "atlas/runtime/agent_registry.hpp"
#include "atlas/utils/log.hpp"

#include <utility>

namespace atlas::runtime {
namespace {

spec::OperationReport no_answer(Diagnostics problems) {
  spec::OperationReport report;
  report.succeeded = false;
  report.diagnostics = std::move(problems);
  return report;
}

EventSink* chosen(EventSink* wanted, LogEvents& log_events) {
  if (wanted != nullptr) {
    return wanted;
  }
  return log::enabled(log::Level::debug) ? &log_events : nullptr;
}

}  // namespace

Session::Session(const SessionOptions& options)
    : time_limit_(options.time_limit),
      runtime_({.clock = options.clock, .events = chosen(options.events, log_events_)}),
      wiring_(check_wiring(AgentRegistry::entries(), messages<spec::Operation>())) {
  if (const Result<void> registered = register_agents(runtime_, AgentRegistry::entries()); !registered) {
    wiring_.add(registered.error());
  }
}

Session::~Session() { runtime_.close(); }

spec::OperationReport Session::run(const spec::Operation& operation, std::stop_token stop) {
  if (wiring_.has_errors()) {
    return no_answer(wiring_);
  }
  SendOptions options;
  options.time_limit = time_limit_;
  options.cancellation = std::move(stop);
  options.await_answer = true;
  const auto reply = runtime_.call<spec::OperationReport>({"orchestrator"}, operation, options);
  const Result<std::shared_ptr<const spec::OperationReport>> answer = reply.get();
  if (!answer) {
    Diagnostics problems;
    problems.add(answer.error());
    return no_answer(std::move(problems));
  }
  return **answer;
}

}  // namespace atlas::runtime
