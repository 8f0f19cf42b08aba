#include "tests/support/agents.hpp"

#include "atlas/agents/data_collector/data_collector.hpp"
#include "atlas/agents/generate_files.hpp"
#include "atlas/agents/validation/validation.hpp"
#include "atlas/generators/generator.hpp"
#include "atlas/runtime/agent_registry.hpp"
#include "atlas/runtime/local_runtime.hpp"
#include "atlas/runtime/session.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

namespace atlas::agents {
namespace {

using runtime::AgentRegistry;

const std::string k_example = std::string(ATLAS_SOURCE_DIR) + "/examples/single/fleet.yaml";

/// The agents as the program has them.
class Agents : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(runtime::register_agents(runtime, AgentRegistry::entries())); }

  template <class Answer, class Request>
  Answer ask(const std::string& agent, Request request) {
    const auto answer = runtime.call<Answer>({agent}, std::move(request)).get();
    EXPECT_TRUE(answer) << answer.error().summary << " " << answer.error().detail;
    return answer ? **answer : Answer();
  }
  spec::FleetCollected collect(spec::HumanInputMode mode = spec::HumanInputMode::never) {
    spec::Operation operation;
    operation.spec_path = k_example;
    operation.human_input_mode = mode;
    return ask<spec::FleetCollected>("data_collector", spec::CollectRequest{operation});
  }

  runtime::LocalRuntime runtime;
};

TEST_F(Agents, are_the_six_and_take_what_they_say) {
  std::set<std::string> names;
  for (const auto& [name, entry] : AgentRegistry::entries()) {
    names.insert(name);
    EXPECT_FALSE(entry.descriptor.description.empty()) << name;
    EXPECT_TRUE(entry.descriptor.make({name})->takes(entry.descriptor.consumes.at(0))) << name;
  }
  EXPECT_EQ(names, (std::set<std::string>{"data_collector", "documentation", "orchestrator", "proxmox_config",
                                          "software_provision", "validation"}));
}

TEST_F(Agents, have_a_producer_for_every_message) {
  EXPECT_TRUE(runtime::check_wiring(AgentRegistry::entries(), runtime::messages<spec::Operation>()).empty());
}

TEST_F(Agents, own_every_generator_target) {
  for (const auto& [name, entry] : generators::GeneratorRegistry::entries()) {
    const runtime::AgentDescriptor* owner = AgentRegistry::find(entry.descriptor.owner);
    ASSERT_NE(owner, nullptr) << name;
    EXPECT_EQ(owner->consumes, runtime::messages<spec::GenerateRequest>()) << name;
  }
}

TEST_F(Agents, collect_a_fleet) {
  for (const auto mode : {spec::HumanInputMode::never, spec::HumanInputMode::terminate}) {
    const spec::FleetCollected collected = collect(mode);
    EXPECT_FALSE(collected.diagnostics.has_errors());
    ASSERT_TRUE(collected.fleet);
    EXPECT_EQ(collected.fleet->machines.size(), 1U);
  }
}

TEST_F(Agents, refuse_an_interview_without_a_person) {
  const spec::FleetCollected collected = collect(spec::HumanInputMode::always);
  EXPECT_FALSE(collected.fleet);
  ASSERT_EQ(collected.diagnostics.size(), 1U);
  EXPECT_EQ(collected.diagnostics.items()[0].id, "ATLAS-E7110");
}

TEST_F(Agents, report_a_spec_that_is_not_there) {
  spec::Operation operation;
  operation.spec_path = "/nowhere/fleet.yaml";
  const auto collected = ask<spec::FleetCollected>("data_collector", spec::CollectRequest{operation});
  EXPECT_FALSE(collected.fleet);
  EXPECT_TRUE(collected.diagnostics.has_errors());
}

TEST_F(Agents, validate_a_fleet_into_a_blueprint) {
  const auto validated =
      ask<spec::FleetValidated>("validation", spec::ValidateRequest{collect().fleet, {}, "", nullptr});
  EXPECT_FALSE(validated.diagnostics.has_errors()) << Json(validated.diagnostics).dump(1);
  ASSERT_NE(validated.blueprint, nullptr);
  EXPECT_EQ(validated.blueprint->machines.size(), 1U);
  EXPECT_FALSE(validated.lock_text.empty());
}

TEST_F(Agents, refuse_a_lock_file_that_cannot_be_read) {
  const auto validated = ask<spec::FleetValidated>(
      "validation", spec::ValidateRequest{collect().fleet, {}, std::filesystem::temp_directory_path(), nullptr});
  EXPECT_EQ(validated.blueprint, nullptr);
  ASSERT_TRUE(validated.diagnostics.has_errors());
  EXPECT_EQ(validated.diagnostics.items().back().id, "ATLAS-E7111");
}

TEST_F(Agents, refuse_requests_without_their_main_part) {
  const auto validated = ask<spec::FleetValidated>("validation", spec::ValidateRequest{});
  EXPECT_EQ(validated.diagnostics.items().at(0).id, "ATLAS-E7101");
  for (const char* agent : {"proxmox_config", "software_provision", "documentation"}) {
    const auto generated = ask<spec::FilesGenerated>(agent, spec::GenerateRequest{});
    EXPECT_EQ(generated.diagnostics.items().at(0).id, "ATLAS-E7101") << agent;
  }
}

TEST_F(Agents, generate_only_files_of_their_own_targets) {
  const auto validated =
      ask<spec::FleetValidated>("validation", spec::ValidateRequest{collect().fleet, {}, "", nullptr});
  ASSERT_NE(validated.blueprint, nullptr);
  for (const std::string agent : {"proxmox_config", "software_provision", "documentation"}) {
    const auto generated =
        ask<spec::FilesGenerated>(agent, spec::GenerateRequest{validated.blueprint, {}, {}, nullptr});
    EXPECT_FALSE(generated.diagnostics.has_errors()) << agent << Json(generated.diagnostics).dump(1);
    EXPECT_GT(generated.files->size(), 0U) << agent;
  }
}

// The same messages, as they would come over a wire, give the same files.
TEST_F(Agents, give_the_same_answer_to_the_json_form) {
  const auto over_the_wire = [](const spec::Message& message) {
    return *spec::Message::from_json(message.name(), Json::parse(message.to_json().dump()));
  };
  const spec::Message request = spec::Message::of(spec::ValidateRequest{collect().fleet, {}, "", nullptr});
  const auto direct = runtime.send({"validation"}, request).get();
  const auto remote = runtime.send({"validation"}, over_the_wire(request)).get();
  ASSERT_TRUE(direct && remote);
  EXPECT_EQ(direct->to_json(), remote->to_json());

  const auto blueprint = remote->get<spec::FleetValidated>()->blueprint;
  const spec::Message generate = spec::Message::of(spec::GenerateRequest{blueprint, {}, {}, nullptr});
  const auto files = runtime.send({"proxmox_config"}, generate).get();
  const auto same_files = runtime.send({"proxmox_config"}, over_the_wire(generate)).get();
  ASSERT_TRUE(files && same_files);
  EXPECT_EQ(files->to_json(), same_files->to_json());
}

TEST_F(Agents, carry_out_an_operation_in_a_session) {
  const auto folder = std::filesystem::temp_directory_path() / "atlas-session-test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  spec::Operation operation;
  operation.spec_path = k_example;
  operation.output_path = folder / "output";
  operation.lock_path = folder / "fleet.lock.yaml";
  runtime::Session session;
  const spec::OperationReport report = session.run(operation);
  EXPECT_TRUE(report.succeeded) << Json(report.diagnostics).dump(1);
  EXPECT_TRUE(std::filesystem::exists(folder / "output/terraform/main.tf"));
  EXPECT_TRUE(std::filesystem::exists(folder / "fleet.lock.yaml"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace atlas::agents
