#include "atlas/agents/orchestrator/phase.hpp"

#include "atlas/utils/log.hpp"

#include <chrono>

namespace atlas::agents {

Phase::Phase(std::string name, std::string agent, const Clock& clock)
    : name_(std::move(name)), agent_(std::move(agent)), clock_(clock), started_(clock.now()) {
  log::write(log::Level::info, "phase.start", {{"phase", name_}, {"agent", agent_}});
}

std::string Phase::result() const {
  if (diagnostics.has_errors()) {
    return "failed";
  }
  return cancelled_ ? "cancelled" : "ok";
}

spec::PhaseReport Phase::finish() {
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(ended_.value_or(clock_.now()) - started_);
  const spec::PhaseReport report{name_, agent_, result(), duration.count()};
  log::write(report.result == "failed" ? log::Level::error : log::Level::info, "phase.end",
             {{"phase", name_},
              {"agent", agent_},
              {"result", report.result},
              {"duration_us", report.duration_us},
              {"errors", diagnostics.count(Severity::error)},
              {"warnings", diagnostics.count(Severity::warning)}});
  return report;
}

}  // namespace atlas::agents
