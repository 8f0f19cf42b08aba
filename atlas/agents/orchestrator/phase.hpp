#pragma once

#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/clock.hpp"
#include "atlas/utils/diagnostic.hpp"

#include <optional>
#include <string>

namespace atlas::agents {

/// One phase while it runs: logs its start (`phase.start`) and its end (`phase.end` with result and duration).
class Phase {
 public:
  Phase(std::string name, std::string agent, const Clock& clock);

  /// What it has to say so far; errors make it `failed`.
  Diagnostics diagnostics;

  const std::string& name() const { return name_; }
  const std::string& agent() const { return agent_; }
  void mark_cancelled() { cancelled_ = true; }
  /// When the work ended, if that was before finish() is called.
  void mark_ended(Clock::TimePoint when) { ended_ = when; }

  /// Ends it: ok, failed, or cancelled.
  spec::PhaseReport finish();

 private:
  std::string result() const;

  const std::string name_;
  const std::string agent_;
  const Clock& clock_;
  const Clock::TimePoint started_;
  std::optional<Clock::TimePoint> ended_;
  bool cancelled_ = false;
};

}  // namespace atlas::agents
