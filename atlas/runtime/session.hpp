#pragma once

#include "atlas/runtime/events.hpp"
#include "atlas/runtime/local_runtime.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/clock.hpp"

#include <chrono>
#include <memory>
#include <stop_token>

/// How a front end (command line, later REST) reaches the agents without knowing them.
namespace atlas::runtime {

struct SessionOptions {
  EventSink* events = nullptr;   ///< borrowed; nullptr = the program's log, when it shows level debug
  const Clock* clock = nullptr;  ///< borrowed; nullptr = the system's
  std::chrono::seconds time_limit = std::chrono::hours(1);  ///< of one operation
};

/// A runtime with every agent of the AgentRegistry, for as long as it lives. Threads start with the first message
/// and are joined by the destructor. Thread-safe.
class Session {
 public:
  explicit Session(const SessionOptions& options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Sends the operation to the agent `orchestrator` and waits for its report. After a stop the report says how far it
  /// came. Always a report: when there is no answer (time limit, a defect) it has `succeeded == false` and a
  /// diagnostic (ATLAS-E70xx).
  spec::OperationReport run(const spec::Operation& operation, std::stop_token stop = {});

  LocalRuntime& runtime() { return runtime_; }

 private:
  const std::chrono::seconds time_limit_;
  LogEvents log_events_;
  LocalRuntime runtime_;
  Diagnostics wiring_;  ///< found at the start; every run reports it
};

}  // namespace atlas::runtime
