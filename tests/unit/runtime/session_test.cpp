#include "atlas/runtime/session.hpp"

#include "atlas/runtime/agent_registry.hpp"
#include "tests/support/agents.hpp"
#include "tests/support/manual_clock.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace atlas::runtime {
namespace {

using namespace std::chrono_literals;

/// Stands for the real orchestrator, which this room does not know: does what `spec_path` says.
std::unique_ptr<Agent> make_orchestrator(const AgentId&) {
  auto agent = std::make_unique<test::FakeAgent>();
  agent->handle<spec::Operation>([](const spec::Operation& operation, const Context& context) {
    if (operation.spec_path == "fail") {
      throw std::runtime_error("kaput");
    }
    while (operation.spec_path == "wait" && !context.stop.stop_requested()) {
      std::this_thread::yield();
    }
    spec::OperationReport report;
    report.succeeded = !context.stop.stop_requested();
    report.phases = {{"collect", "data_collector", "ok", 0}};
    return report;
  });
  return agent;
}

ATLAS_AGENT(orchestrator, "for a test", (messages<spec::Operation>()), (messages<spec::OperationReport>()),
            make_orchestrator);

spec::Operation operation(std::string what) {
  spec::Operation result;
  result.spec_path = std::move(what);
  return result;
}

TEST(Session, brings_the_operation_to_the_orchestrator) {
  Session session;
  const spec::OperationReport report = session.run(operation("work"));
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(report.phases.size(), 1U);
}

TEST(Session, reports_a_defect_as_a_diagnostic) {
  Session session;
  const spec::OperationReport report = session.run(operation("fail"));
  EXPECT_FALSE(report.succeeded);
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics.items()[0].id, "ATLAS-E7006");
  EXPECT_EQ(report.diagnostics.items()[0].detail, "kaput");
}

TEST(Session, waits_for_the_report_after_a_stop) {
  Session session;
  std::stop_source stop;
  std::thread stopper([&] { stop.request_stop(); });
  const spec::OperationReport report = session.run(operation("wait"), stop.get_token());
  stopper.join();
  EXPECT_FALSE(report.succeeded);
  EXPECT_EQ(report.phases.size(), 1U);
}

TEST(Session, gives_up_at_the_time_limit) {
  test::ManualClock clock;
  Session session({.clock = &clock, .time_limit = 60s});
  std::atomic<bool> ended = false;
  std::thread mover([&] {
    while (!ended) {  // the first moves may come before the operation has its deadline
      clock.advance(61s);
      std::this_thread::yield();
    }
  });
  const spec::OperationReport report = session.run(operation("wait"));
  ended = true;
  mover.join();
  EXPECT_FALSE(report.succeeded);
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics.items()[0].id, "ATLAS-E7008");
}

}  // namespace
}  // namespace atlas::runtime
