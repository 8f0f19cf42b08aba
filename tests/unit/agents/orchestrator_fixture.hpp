#pragma once

#include "atlas/agents/orchestrator/orchestrator.hpp"
#include "atlas/runtime/local_runtime.hpp"
#include "atlas/spec/messages/collect.hpp"
#include "atlas/spec/messages/generate.hpp"
#include "atlas/spec/messages/validate.hpp"
#include "tests/support/agents.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_file_system.hpp"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>

namespace atlas::agents {

/// The orchestrator among agents that do what a test says.
class OrchestratorTest : public ::testing::Test {
 protected:
  using Step = std::function<void(const runtime::Context&, Diagnostics&)>;

  OrchestratorTest() {
    operation.spec_path = "/home/fleet.yaml";
    operation.output_path = "/home/output";
    files.put_folder("/home");
    auto orchestrator = std::make_unique<Orchestrator>(OrchestratorSettings{std::chrono::seconds(60), &files});
    EXPECT_TRUE(runtime.register_instance({"orchestrator"}, std::move(orchestrator)));
    add_collector();
    add_validation();
    for (const std::string name : {"proxmox_config", "software_provision", "documentation"}) {
      add_generating(name);
    }
  }
  ~OrchestratorTest() override { runtime.close(); }

  spec::OperationReport run(std::stop_token stop = {}) {
    const auto answer = start(std::move(stop)).get();
    EXPECT_TRUE(answer) << answer.error().summary;
    return answer ? **answer : spec::OperationReport();
  }
  runtime::ReplyOf<spec::OperationReport> start(std::stop_token stop = {}) {
    return runtime.call<spec::OperationReport>(
        {"orchestrator"}, operation,
        {.time_limit = std::chrono::hours(1), .cancellation = std::move(stop), .await_answer = true});
  }

  /// "collect ok, validate failed, …"
  static std::string phases(const spec::OperationReport& report) {
    std::string text;
    for (const spec::PhaseReport& phase : report.phases) {
      text += (text.empty() ? "" : ", ") + phase.name + " " + phase.result;
    }
    return text;
  }
  static std::vector<std::string> ids(const spec::OperationReport& report) {
    std::vector<std::string> result;
    for (const Diagnostic& problem : report.diagnostics.sorted()) {
      result.push_back(problem.id);
    }
    return result;
  }
  bool nothing_written() { return files.contents("/home").empty(); }

  test::ManualClock clock;
  test::MemoryFileSystem files;
  spec::Operation operation;
  std::map<std::string, Step> steps;         ///< by agent: done before it answers
  std::map<std::string, std::string> paths;  ///< by agent: the file it makes
  std::string file_text = "content\n";
  Json document = Json::object();
  runtime::LocalRuntime runtime{runtime::RuntimeOptions{.clock = &clock}};

 private:
  void take_step(const std::string& agent, const runtime::Context& context, Diagnostics& diagnostics) const {
    if (const auto it = steps.find(agent); it != steps.end()) {
      it->second(context, diagnostics);
    }
  }
  void add_collector() {
    test::add_agent(runtime, "data_collector", [this](test::FakeAgent& agent) {
      agent.handle<spec::CollectRequest>([this](const spec::CollectRequest&, const runtime::Context& context) {
        spec::FleetCollected collected;
        take_step("data_collector", context, collected.diagnostics);
        auto fleet = std::make_shared<spec::Fleet>();
        fleet->metadata.name = "shop";
        fleet->document = yaml::Value::from_json(document, {});
        collected.fleet = spec::LocatedFleet(fleet);
        return collected;
      });
    });
  }
  void add_validation() {
    test::add_agent(runtime, "validation", [this](test::FakeAgent& agent) {
      agent.handle<spec::ValidateRequest>(
          [this](const spec::ValidateRequest& request, const runtime::Context& context) {
            spec::FleetValidated validated;
            take_step("validation", context, validated.diagnostics);
            auto blueprint = std::make_shared<spec::Blueprint>();
            blueprint->fleet.name = request.fleet->metadata.name;
            validated.blueprint = blueprint;
            validated.lock_text = "lock of " + request.lock_path + "\n";
            validated.catalogue = std::make_shared<const spec::Catalogue>();
            return validated;
          });
    });
  }
  void add_generating(const std::string& name) {
    paths[name] = name + "/file.txt";
    test::add_agent(runtime, name, [this, name](test::FakeAgent& agent) {
      agent.handle<spec::GenerateRequest>([this, name](const spec::GenerateRequest&, const runtime::Context& context) {
        spec::FilesGenerated generated;
        take_step(name, context, generated.diagnostics);
        spec::FileTree tree;
        tree.add(paths.at(name), {file_text, 0644, name}, generated.diagnostics);
        generated.files = std::make_shared<const spec::FileTree>(std::move(tree));
        return generated;
      });
    });
  }
};

}  // namespace atlas::agents
