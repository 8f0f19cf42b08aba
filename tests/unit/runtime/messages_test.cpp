#include "atlas/spec/messages/collect.hpp"
#include "atlas/spec/messages/done.hpp"
#include "atlas/spec/messages/generate.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/spec/messages/validate.hpp"
#include "atlas/utils/yaml/reader.hpp"
#include "tests/support/agents.hpp"

#include <gtest/gtest.h>

namespace atlas::spec {
namespace {

/// What comes back when the message goes over a wire: its JSON as text, then from the name and that text.
Message over_the_wire(const Message& message) {
  const Json json = Json::parse(message.to_json().dump());
  Result<Message> back = Message::from_json(message.name(), json);
  EXPECT_TRUE(back) << back.error().summary << ": " << back.error().detail;
  return back ? *back : Message();
}

template <class T>
void expect_same_json(T value) {
  const Message sent = Message::of(std::move(value));
  EXPECT_EQ(over_the_wire(sent).to_json(), sent.to_json()) << sent.name();
}

Diagnostics one_problem() {
  Diagnostics problems;
  Diagnostic problem;
  problem.id = "ATLAS-E2001";
  problem.summary = "something is wrong";
  problem.where = SourceLocation{"fleet.yaml", 3, 5, "  - name: web"};
  problem.trail = {"checking"};
  problems.add(problem);
  return problems;
}

LocatedFleet located_fleet() {
  Diagnostics problems;
  auto fleet = std::make_shared<Fleet>();
  fleet->metadata.name = "shop";
  fleet->machines.push_back({});
  fleet->machines[0].name = MachineName("web-01");
  const std::string text =
      "metadata:\n  name: shop\nmachines:\n  - {name: web-01, memory: 2GiB, tags: [b, a]}\nalpha: 1.5\n";
  fleet->document = *yaml::read("fleet.yaml", text, problems);
  EXPECT_FALSE(problems.has_errors());
  return LocatedFleet(Shared<Fleet>(fleet));
}

TEST(Message, keeps_its_payload_when_copied) {
  const Message message = Message::of(test::Ask{3, "x"});
  const Message copy = message;
  EXPECT_EQ(copy.get<test::Ask>(), message.get<test::Ask>());
  EXPECT_EQ(copy.get<test::Told>(), nullptr);
  EXPECT_EQ(copy.shared<test::Told>(), nullptr);
  EXPECT_EQ(copy.name(), "test.Ask.v1");
  EXPECT_FALSE(Message());
  EXPECT_EQ(Message().to_json(), Json());
}

TEST(Message, of_an_unknown_name_is_refused) {
  EXPECT_EQ(Message::from_json("test.Unknown.v1", Json::object()).error().id, "ATLAS-E7011");
}

TEST(Message, that_does_not_fit_its_type_is_refused) {
  EXPECT_EQ(Message::from_json("test.Ask.v1", {{"number", "many"}}).error().id, "ATLAS-E7012");
  EXPECT_EQ(Message::from_json("test.Ask.v1", Json::array()).error().id, "ATLAS-E7012");
}

TEST(Messages, have_names_with_a_version) {
  for (const auto& [name, entry] : MessageTypes::entries()) {
    EXPECT_TRUE(name.ends_with(".v1")) << name;
    EXPECT_EQ(entry.descriptor->name, name);
  }
  for (const char* name : {"atlas.Operation.v1", "atlas.OperationReport.v1", "atlas.CollectRequest.v1",
                           "atlas.FleetCollected.v1", "atlas.ValidateRequest.v1", "atlas.FleetValidated.v1",
                           "atlas.GenerateRequest.v1", "atlas.FilesGenerated.v1", "atlas.Done.v1"}) {
    EXPECT_NE(MessageTypes::find(name), nullptr) << name;
  }
}

TEST(Messages, survive_the_wire) {
  expect_same_json(Done{});
  Operation operation;
  operation.spec_path = "fleet.yaml";
  operation.environment = "prod";
  operation.human_input_mode = HumanInputMode::terminate;
  expect_same_json(operation);
  expect_same_json(CollectRequest{operation});
  expect_same_json(FleetCollected{located_fleet(), one_problem()});
  expect_same_json(FleetCollected{LocatedFleet(), one_problem()});
  expect_same_json(ValidateRequest{located_fleet(), {"more"}, "fleet.lock.yaml", nullptr});

  Blueprint blueprint;
  blueprint.fleet.name = "shop";
  blueprint.machines.push_back({});
  const auto shared = std::make_shared<const Blueprint>(blueprint);
  expect_same_json(FleetValidated{shared, "text", one_problem(), nullptr});
  expect_same_json(FleetValidated{nullptr, "", one_problem(), nullptr});
  expect_same_json(GenerateRequest{shared, {"templates"}, {"components"}, nullptr});

  Diagnostics problems;
  FileTree tree;
  tree.add("docs/README.md", {"text", 0644, "docs"}, problems);
  expect_same_json(FilesGenerated{std::make_shared<const FileTree>(tree), problems});

  OperationReport report;
  report.diagnostics = one_problem();
  report.phases = {{"collect", "data_collector", "ok", 12}};
  report.files = {{"docs/README.md", "added", ""}};
  report.lock_file = FileChange{"fleet.lock.yaml", "added", ""};
  expect_same_json(report);
}

TEST(FleetCollected, keeps_every_position_over_the_wire) {
  const Message sent = Message::of(FleetCollected{located_fleet(), {}});
  const Message received = over_the_wire(sent);
  const Fleet& before = *sent.get<FleetCollected>()->fleet;
  const Fleet& after = *received.get<FleetCollected>()->fleet;
  EXPECT_EQ(after.metadata.name, "shop");
  for (const char* pointer : {"", "/metadata", "/metadata/name", "/machines/0", "/machines/0/memory",
                              "/machines/0/tags/1", "/alpha", "/machines/0/missing"}) {
    EXPECT_EQ(after.where(pointer), before.where(pointer)) << pointer;
    EXPECT_EQ(after.document.key_location_at(pointer), before.document.key_location_at(pointer)) << pointer;
  }
  const SourceLocation place = *after.where("/machines/0/memory");
  EXPECT_EQ(place.file, "fleet.yaml");
  EXPECT_EQ(place.line, 4);
  EXPECT_EQ(place.source_line, "  - {name: web-01, memory: 2GiB, tags: [b, a]}");
}

TEST(FleetCollected, keeps_the_order_of_the_text_over_the_wire) {
  const Message received = over_the_wire(Message::of(FleetCollected{located_fleet(), {}}));
  const yaml::Value& document = received.get<FleetCollected>()->fleet->document;
  std::vector<std::string> keys;
  for (const yaml::Value::Member& member : document.members()) {
    keys.push_back(member.key);
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"metadata", "machines", "alpha"}));
}

TEST(FleetCollected, takes_a_fleet_without_positions) {
  const auto message =
      Message::from_json("atlas.FleetCollected.v1", {{"fleet", {{"fleet", {{"metadata", {{"name", "shop"}}}}}}}});
  ASSERT_TRUE(message) << message.error().detail;
  EXPECT_EQ(message->get<FleetCollected>()->fleet->metadata.name, "shop");
  EXPECT_FALSE(message->get<FleetCollected>()->fleet->where("/metadata"));
}

}  // namespace
}  // namespace atlas::spec
