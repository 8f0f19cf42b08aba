#pragma once

#include "atlas/agents/orchestrator/orchestrator.hpp"
#include "atlas/agents/orchestrator/phase.hpp"
#include "atlas/runtime/context.hpp"
#include "atlas/spec/messages/collect.hpp"
#include "atlas/spec/messages/generate.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/spec/messages/validate.hpp"

#include <memory>
#include <string>

namespace atlas::agents {

/// One operation on its way through the phases.
///
///     collect ──► validate ──► generate (configure ∥ provision ∥ document) ──► write ──► done
///        └────────────┴──────────────────────────┴───────────────────────────────┴─────► failed
///
/// A state's function does the work and names the next state. Each ends early, in `done`, when the operation's goal
/// is reached, and in `failed` on an error, a cancellation or a time limit. Lives on one thread.
class Run {
 public:
  Run(const spec::Operation& operation, const runtime::Context& context, const OrchestratorSettings& settings);

  spec::OperationReport report();

 private:
  enum class State { collect, validate, generate, write, done, failed };

  State step(State state);
  State collect();
  State validate();
  State generate();
  State write();

  /// Sends a phase's request and waits; problems go to the phase. nullptr when there is no answer.
  template <class Answer, class Request>
  std::shared_ptr<const Answer> ask(Phase& phase, Request request);
  template <class Answer>
  std::shared_ptr<const Answer> receive(Phase& phase, const runtime::ReplyOf<Answer>& reply);

  /// Closes the phase. Names `next`, or `done` when the phase was the last that `goal` asks for, or `failed`.
  State after(Phase& phase, State next, spec::Goal goal);
  bool close(Phase& phase);
  void add_skipped();
  bool stopped() const { return context_.stop.stop_requested(); }
  std::shared_ptr<const spec::GenerateRequest> generate_request(Diagnostics& diagnostics) const;
  spec::FileTree merged(Diagnostics& diagnostics) const;
  void write_files(const spec::FileTree& tree, Diagnostics& diagnostics);
  std::string lock_path() const;

  const spec::Operation& operation_;
  const runtime::Context& context_;
  const OrchestratorSettings& settings_;

  spec::LocatedFleet fleet_;
  spec::Shared<spec::Blueprint> blueprint_;
  spec::Shared<spec::Catalogue> catalogue_;
  std::string lock_text_;
  std::vector<spec::Shared<spec::FileTree>> trees_;
  spec::OperationReport report_;
};

}  // namespace atlas::agents
