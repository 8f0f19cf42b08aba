#include "atlas/agents/orchestrator/run.hpp"

#include "atlas/agents/generate_files.hpp"
#include "atlas/agents/orchestrator/parallel.hpp"
#include "atlas/agents/orchestrator/secret_scan.hpp"
#include "atlas/runtime/errors.hpp"
#include "atlas/state/output_store.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace atlas::agents {
namespace {

ATLAS_DIAGNOSTIC(k_operation_cancelled, "ATLAS-E7102", error, "operation was cancelled",
                 "The operation was stopped before its end, for instance with Ctrl-C. Nothing was written: the output "
                 "folder is as it was before.");

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> k_phases{{
    {"collect", "data_collector"},
    {"validate", "validation"},
    {"configure", "proxmox_config"},
    {"provision", "software_provision"},
    {"document", "documentation"},
    {"write", "orchestrator"},
}};

}  // namespace

Run::Run(const spec::Operation& operation, const runtime::Context& context, const OrchestratorSettings& settings)
    : operation_(operation), context_(context), settings_(settings) {}

spec::OperationReport Run::report() {
  State state = State::collect;
  while (state != State::done && state != State::failed) {
    state = step(state);
  }
  if (state == State::failed && !report_.diagnostics.has_errors()) {
    report_.diagnostics.add(k_operation_cancelled("the operation was cancelled, nothing was written"));
  }
  report_.succeeded = state == State::done;
  add_skipped();
  return std::move(report_);
}

Run::State Run::step(State state) {
  switch (state) {
    case State::collect:
      return collect();
    case State::validate:
      return validate();
    case State::generate:
      return generate();
    case State::write:
      return write();
    case State::done:
    case State::failed:
      break;
  }
  return state;
}

template <class Answer, class Request>
std::shared_ptr<const Answer> Run::ask(Phase& phase, Request request) {
  return receive(phase, context_.send<Answer>({phase.agent()}, std::move(request), settings_.phase_limit));
}

template <class Answer>
std::shared_ptr<const Answer> Run::receive(Phase& phase, const runtime::ReplyOf<Answer>& reply) {
  Result<std::shared_ptr<const Answer>> answer = reply.get();
  if (answer) {
    phase.diagnostics.add((*answer)->diagnostics);
    return *answer;
  }
  if (answer.error().id == runtime::k_cancelled.id()) {
    phase.mark_cancelled();
  } else {
    phase.diagnostics.add(std::move(answer.error()).during("running phase " + phase.name()));
  }
  return nullptr;
}

// A person may take their time: an interview ends with the operation's deadline, not with the phase's.
Run::State Run::collect() {
  Phase phase("collect", "data_collector", context_.runtime.clock());
  const bool asks = operation_.interview.has_value();
  auto reply =
      context_.send<spec::FleetCollected>({phase.agent()}, spec::CollectRequest{operation_},
                                          asks ? std::nullopt : std::optional<Clock::Duration>(settings_.phase_limit));
  if (const auto answer = receive(phase, reply)) {
    fleet_ = answer->fleet;
  }
  if (fleet_) {
    report_.fleet = *fleet_;
  }
  return after(phase, State::validate, spec::Goal::collect);
}

Run::State Run::validate() {
  Phase phase("validate", "validation", context_.runtime.clock());
  if (const auto answer = ask<spec::FleetValidated>(
          phase, spec::ValidateRequest{fleet_, operation_.component_folders, lock_path(), nullptr})) {
    blueprint_ = answer->blueprint;
    catalogue_ = answer->catalogue;
    lock_text_ = answer->lock_text;
  }
  if (blueprint_ != nullptr) {
    report_.blueprint = *blueprint_;
  }
  return after(phase, State::generate, spec::Goal::validate);
}

std::shared_ptr<const spec::GenerateRequest> Run::generate_request(Diagnostics& diagnostics) const {
  auto request = std::make_shared<spec::GenerateRequest>(
      spec::GenerateRequest{blueprint_, operation_.template_folders, operation_.component_folders, nullptr});
  request->workshop = make_workshop(*request, catalogue_, report_.blueprint, diagnostics);
  return request;
}

Run::State Run::generate() {
  const Clock& clock = context_.runtime.clock();
  Parallel<spec::FilesGenerated> together(context_, settings_.phase_limit);
  const auto request = generate_request(report_.diagnostics);
  for (const auto& [name, agent] : {k_phases[2], k_phases[3], k_phases[4]}) {
    together.start(std::make_unique<Phase>(std::string(name), std::string(agent), clock), request);
  }
  bool all_good = true;
  for (auto& branch : together.branches()) {
    const auto answer = receive(*branch.phase, branch.reply);
    if (answer != nullptr && answer->files != nullptr) {
      trees_.push_back(answer->files);
    }
    branch.phase->mark_ended(branch.ended(clock));
    all_good = close(*branch.phase) && all_good;
  }
  return all_good && !stopped() ? State::write : State::failed;
}

Run::State Run::write() {
  Phase phase("write", "orchestrator", context_.runtime.clock());
  const spec::FileTree tree = merged(phase.diagnostics);
  FileSystem& files = settings_.files == nullptr ? real_file_system() : *settings_.files;
  scan_for_secrets(secret_references(fleet_->document.to_json()), tree, files, phase.diagnostics);
  if (stopped()) {
    phase.mark_cancelled();
  } else if (!phase.diagnostics.has_errors()) {
    write_files(tree, phase.diagnostics);
  }
  return after(phase, State::done, spec::Goal::generate);
}

spec::FileTree Run::merged(Diagnostics& diagnostics) const {
  spec::FileTree tree;
  for (const spec::Shared<spec::FileTree>& part : trees_) {
    tree.merge(*part, diagnostics);
  }
  return tree;
}

void Run::write_files(const spec::FileTree& tree, Diagnostics& diagnostics) {
  FileSystem& files = settings_.files == nullptr ? real_file_system() : *settings_.files;
  state::OutputRequest request;
  request.folder = operation_.output_path;
  request.tree = &tree;
  request.spec_hash = blueprint_->fleet.spec_hash;
  request.atlas_version = blueprint_->fleet.atlas_version;
  request.lock_file = state::SideFile{lock_path(), lock_text_};
  request.dry_run = operation_.dry_run;
  request.force = operation_.force;
  const auto old_lock = files.info(lock_path());
  state::OutputResult result = state::write_output(files, request, diagnostics);
  report_.files = std::move(result.files);
  if (result.lock_file_differs) {
    report_.lock_file =
        spec::FileChange{lock_path(), old_lock && !*old_lock ? "added" : "changed", std::move(result.lock_file_diff)};
  }
}

Run::State Run::after(Phase& phase, State next, spec::Goal goal) {
  if (!close(phase)) {
    return State::failed;
  }
  if (next == State::done || operation_.goal == goal) {
    return State::done;
  }
  return stopped() ? State::failed : next;
}

bool Run::close(Phase& phase) {
  spec::PhaseReport ended = phase.finish();
  const bool good = ended.result == "ok";
  report_.phases.push_back(std::move(ended));
  report_.diagnostics.add(phase.diagnostics);
  return good;
}

void Run::add_skipped() {
  for (std::size_t i = report_.phases.size(); i < k_phases.size(); ++i) {
    report_.phases.push_back({std::string(k_phases[i].first), std::string(k_phases[i].second), "skipped", 0});
  }
}

std::string Run::lock_path() const {
  if (operation_.lock_path) {
    return *operation_.lock_path;
  }
  std::filesystem::path path(operation_.spec_path);
  if (path.extension() == ".yaml" || path.extension() == ".yml" || path.extension() == ".json") {
    path.replace_extension();
  }
  return path.string() + ".lock.yaml";
}

}  // namespace atlas::agents
