#include "tests/unit/agents/orchestrator_fixture.hpp"

#include <cstdlib>
#include <thread>

namespace atlas::agents {
namespace {

using namespace std::chrono_literals;
using test::FilterWith;
using test::Gate;

ATLAS_DIAGNOSTIC(k_bad, "ATLAS-E7999", error, "bad", "only for a test");

void fail(const runtime::Context&, Diagnostics& diagnostics) { diagnostics.add(k_bad("it is bad")); }
void wait_for_stop(const runtime::Context& context, Diagnostics&) {
  while (!context.stop.stop_requested()) {
    std::this_thread::yield();
  }
}

using Lines = std::vector<std::string>;

TEST_F(OrchestratorTest, goes_through_all_phases) {
  const spec::OperationReport report = run();
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(phases(report), "collect ok, validate ok, configure ok, provision ok, document ok, write ok");
  EXPECT_EQ(report.fleet.at("metadata").at("name"), "shop");
  EXPECT_EQ(report.blueprint.at("fleet").at("name"), "shop");
  const auto written = files.contents("/home/output");
  for (const char* path : {"proxmox_config/file.txt", "software_provision/file.txt", "documentation/file.txt"}) {
    ASSERT_TRUE(written.contains(path)) << path;
    EXPECT_EQ(written.at(path), "content\n");
  }
  EXPECT_EQ(files.contents("/home").at("fleet.lock.yaml"), "lock of /home/fleet.lock.yaml\n");
  ASSERT_TRUE(report.lock_file);
  EXPECT_EQ(report.lock_file->change, "added");
}

TEST_F(OrchestratorTest, writes_nothing_the_second_time) {
  ASSERT_TRUE(run().succeeded);
  const int before = files.steps();
  const spec::OperationReport again = run();
  EXPECT_TRUE(again.succeeded);
  EXPECT_FALSE(again.lock_file);
  EXPECT_EQ(files.steps(), before);
}

TEST_F(OrchestratorTest, takes_the_lock_path_of_the_operation) {
  operation.lock_path = "/home/other.yaml";
  EXPECT_TRUE(run().succeeded);
  EXPECT_TRUE(files.contents("/home").contains("other.yaml"));
}

TEST_F(OrchestratorTest, writes_nothing_on_a_dry_run) {
  operation.dry_run = true;
  const spec::OperationReport report = run();
  EXPECT_TRUE(report.succeeded);
  EXPECT_TRUE(nothing_written());
  EXPECT_EQ(report.files.size(), 3U);
}

TEST_F(OrchestratorTest, ends_where_the_goal_is) {
  operation.goal = spec::Goal::collect;
  spec::OperationReport report = run();
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(phases(report),
            "collect ok, validate skipped, configure skipped, provision skipped, document skipped, write skipped");
  operation.goal = spec::Goal::validate;
  report = run();
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(phases(report),
            "collect ok, validate ok, configure skipped, provision skipped, document skipped, write skipped");
  EXPECT_TRUE(nothing_written());
}

TEST_F(OrchestratorTest, runs_the_three_generating_agents_side_by_side) {
  Gate gate;
  for (const char* agent : {"proxmox_config", "software_provision", "documentation"}) {
    steps[agent] = [&gate](const runtime::Context&, Diagnostics&) { gate.pass(); };
  }
  const auto reply = start();
  gate.await(3);
  gate.open();
  EXPECT_TRUE((*reply.get())->succeeded);
  runtime.close();
}

TEST_F(OrchestratorTest, keeps_warnings_of_every_phase) {
  for (const char* agent : {"data_collector", "validation", "documentation"}) {
    steps[agent] = [agent](const runtime::Context&, Diagnostics& diagnostics) {
      Diagnostic warning = k_bad(agent);
      warning.severity = Severity::warning;
      diagnostics.add(warning);
    };
  }
  const spec::OperationReport report = run();
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(report.diagnostics.count(Severity::warning), 3U);
}

struct Failing {
  std::string agent;
  std::string phases;
};
class FailingPhase : public OrchestratorTest, public ::testing::WithParamInterface<Failing> {};

const std::string k_rest = ", configure skipped, provision skipped, document skipped, write skipped";

TEST_P(FailingPhase, ends_the_run_with_its_problems_and_nothing_written) {
  for (const char* other : {"proxmox_config", "software_provision", "documentation"}) {
    steps[other] = wait_for_stop;
  }
  steps[GetParam().agent] = fail;
  const spec::OperationReport report = run();
  EXPECT_FALSE(report.succeeded);
  EXPECT_EQ(phases(report), GetParam().phases);
  EXPECT_EQ(ids(report), Lines{"ATLAS-E7999"});
  EXPECT_TRUE(nothing_written());
}

TEST_P(FailingPhase, that_throws_ends_the_run_the_same_way) {
  for (const char* other : {"proxmox_config", "software_provision", "documentation"}) {
    steps[other] = wait_for_stop;
  }
  steps[GetParam().agent] = [](const runtime::Context&, Diagnostics&) { throw std::runtime_error("kaput"); };
  const spec::OperationReport report = run();
  EXPECT_EQ(phases(report), GetParam().phases);
  ASSERT_EQ(ids(report), Lines{"ATLAS-E7006"});
  EXPECT_EQ(report.diagnostics.items()[0].detail, "kaput");
  EXPECT_TRUE(nothing_written());
}

TEST_P(FailingPhase, that_never_answers_ends_at_the_phase_limit) {
  Gate gate;
  steps[GetParam().agent] = [&gate](const runtime::Context& context, Diagnostics& diagnostics) {
    gate.open();
    gate.pass();
    wait_for_stop(context, diagnostics);
  };
  const auto reply = start();
  gate.await();
  clock.advance(61s);
  const auto report = reply.get();
  ASSERT_TRUE(report);
  EXPECT_FALSE((*report)->succeeded);
  EXPECT_EQ(ids(**report), Lines{"ATLAS-E7008"});
  EXPECT_TRUE(nothing_written());
  runtime.close();  // before the gate goes
}

TEST_P(FailingPhase, that_is_cancelled_ends_the_run_with_nothing_written) {
  Gate gate;
  steps[GetParam().agent] = [&gate](const runtime::Context& context, Diagnostics& diagnostics) {
    gate.open();
    gate.pass();
    wait_for_stop(context, diagnostics);
  };
  std::stop_source stop;
  const auto reply = start(stop.get_token());
  gate.await();
  stop.request_stop();
  const auto report = reply.get();
  ASSERT_TRUE(report);
  EXPECT_FALSE((*report)->succeeded);
  EXPECT_EQ(ids(**report), Lines{"ATLAS-E7102"});
  EXPECT_TRUE(nothing_written());
  runtime.close();  // before the gate goes
}

INSTANTIATE_TEST_SUITE_P(
    Each, FailingPhase,
    ::testing::Values(
        Failing{"data_collector", "collect failed, validate skipped" + k_rest},
        Failing{"validation", "collect ok, validate failed" + k_rest},
        Failing{"proxmox_config",
                "collect ok, validate ok, configure failed, provision cancelled, document cancelled, write skipped"},
        Failing{"software_provision",
                "collect ok, validate ok, configure cancelled, provision failed, document cancelled, write skipped"},
        Failing{"documentation",
                "collect ok, validate ok, configure cancelled, provision cancelled, document failed, write skipped"}),
    [](const auto& instance) { return instance.param.agent; });

TEST_F(OrchestratorTest, reports_a_lost_message_at_the_phase_limit) {
  Gate lost;
  runtime.set_filter(std::make_shared<FilterWith>([&lost](const spec::Message& message, const runtime::Route&) {
    if (message.get<spec::ValidateRequest>() == nullptr) {
      return runtime::MessageFilter::Action::pass;
    }
    lost.open();
    lost.pass();
    return runtime::MessageFilter::Action::lose;
  }));
  const auto reply = start();
  lost.await();
  clock.advance(61s);
  const auto report = reply.get();
  EXPECT_EQ(ids(**report), Lines{"ATLAS-E7008"});
  EXPECT_EQ(phases(**report), "collect ok, validate failed" + k_rest);
}

TEST_F(OrchestratorTest, does_not_write_when_cancelled_before_the_last_phase) {
  std::stop_source stop;
  steps["documentation"] = [&stop](const runtime::Context&, Diagnostics&) { stop.request_stop(); };
  EXPECT_FALSE(run(stop.get_token()).succeeded);
  EXPECT_TRUE(nothing_written());
}

TEST_F(OrchestratorTest, refuses_two_agents_that_make_one_file) {
  paths["documentation"] = paths["proxmox_config"];
  const spec::OperationReport report = run();
  EXPECT_EQ(ids(report), Lines{"ATLAS-E5020"});
  EXPECT_TRUE(nothing_written());
}

TEST_F(OrchestratorTest, reports_a_disk_that_refuses_and_leaves_nothing_half_written) {
  files.fail_at(3, std::errc::no_space_on_device, false);
  const spec::OperationReport report = run();
  EXPECT_FALSE(report.succeeded);
  EXPECT_EQ(phases(report), "collect ok, validate ok, configure ok, provision ok, document ok, write failed");
  EXPECT_FALSE(files.contents("/home").contains("output/documentation/file.txt"));
}

TEST_F(OrchestratorTest, refuses_to_write_a_secret) {
  ::setenv("ATLAS_TEST_SECRET", "correct horse battery", 1);
  document = {{"cluster", {{"api_token", "env:ATLAS_TEST_SECRET"}}}};
  file_text = "token = correct horse battery\n";
  const spec::OperationReport report = run();
  ::unsetenv("ATLAS_TEST_SECRET");
  EXPECT_EQ(ids(report), (Lines{"ATLAS-E7120", "ATLAS-E7120", "ATLAS-E7120"}));
  EXPECT_TRUE(nothing_written());
  for (const Diagnostic& problem : report.diagnostics.items()) {
    EXPECT_EQ(Json(problem).dump().find("correct horse"), std::string::npos);
  }
}

}  // namespace
}  // namespace atlas::agents
