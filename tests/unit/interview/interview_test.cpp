#include "atlas/interview/answers_file.hpp"
#include "tests/unit/interview/support.hpp"

#include <algorithm>

namespace atlas::interview {
namespace {

using spec::HumanInputKind;
using spec::HumanInputMode;
using namespace test;

TEST(DefaultInterview, needs_nine_answers_for_a_valid_fleet) {
  Interview talk = start();
  answer(talk, "mode", "");
  answer(talk, "purpose", "");
  answer(talk, "count", "");
  answer(talk, "nodes", "pve1, pve2");
  answer(talk, "storage", "");
  answer(talk, "template", "9000");
  answer(talk, "subnet", "10.20.0.0/24");
  answer(talk, "ssh_key", "");
  EXPECT_EQ(talk.question().kind, HumanInputKind::review);
  talk.give("");
  EXPECT_TRUE(talk.finished());
  EXPECT_EQ(talk.count(), 9);
  const std::string text = talk.fleet_text();
  EXPECT_TRUE(text.starts_with("# yaml-language-server: $schema=schemas/fleet.v1.schema.json\n")) << text;
  EXPECT_NE(text.find("name: my-shop\n"), std::string::npos) << text;
  EXPECT_EQ(problems_of(text), "") << text;
}

TEST(DefaultInterview, takes_every_profile_and_stack) {
  const auto known = knowledge();
  for (const spec::Profile& profile : known->profiles) {
    const Interview talk = start({{"purpose", profile.name}, {"subnet", "10.20.0.0/24"}}, HumanInputMode::never);
    ASSERT_TRUE(talk.finished()) << profile.name << ": " << talk.missing().front().first;
    EXPECT_EQ(problems_of(talk.fleet_text()), "") << profile.name;
  }
}

TEST(DefaultInterview, says_why_it_refuses) {
  Interview talk = start();
  talk.give("default");
  talk.give("web-serve");
  EXPECT_NE(talk.question().refusal.find("Did you mean web-server?"), std::string::npos) << talk.question().refusal;
  talk.give("web-server");
  talk.give("many");
  EXPECT_EQ(talk.question().refusal, "that is not a value of the right kind");
  talk.give("0");
  EXPECT_EQ(talk.question().refusal, "it must be from 1 to 99999");
  talk.give("2");
  talk.give("pve1, not a node");
  EXPECT_EQ(talk.question().id, "nodes");
  EXPECT_FALSE(talk.question().refusal.empty());
  talk.give("pve1");
  talk.give("local-zfs");
  talk.give("9000 windows-11");
  EXPECT_NE(talk.question().refusal.find("debian-12"), std::string::npos);
  talk.give("ubuntu-24.04 9001");
  talk.give("10.20.0.1/24");
  EXPECT_EQ(talk.question().id, "subnet");
}

TEST(DefaultInterview, takes_no_secret) {
  Interview talk = start({{"mode", "default"},
                          {"purpose", "web-server"},
                          {"count", "1"},
                          {"nodes", "pve"},
                          {"storage", "local-lvm"},
                          {"template", "9000"},
                          {"subnet", "10.20.0.0/24"}});
  answer(talk, "ssh_key", "-----BEGIN OPENSSH PRIVATE KEY-----");
  EXPECT_NE(talk.question().refusal.find("secret"), std::string::npos);
  talk.give("");
  const spec::HumanInputRequest review = talk.question();
  const auto token =
      std::find_if(review.rows.begin(), review.rows.end(), [](const auto& row) { return row.id == "token"; });
  talk.give(std::to_string(token - review.rows.begin() + 1));
  answer(talk, "token", "root@pam!atlas=6f5a1d0e-0000-0000-0000-000000000000");
  EXPECT_NE(talk.question().refusal.find("env:NAME"), std::string::npos);
  EXPECT_EQ(talk.fleet_text().find("6f5a1d0e"), std::string::npos);
  talk.give("file:/etc/atlas/token");
  EXPECT_NE(talk.fleet_text().find("file:/etc/atlas/token"), std::string::npos);
}

TEST(DefaultInterview, goes_back_skips_and_helps) {
  Interview talk = start();
  talk.give("<");
  EXPECT_EQ(talk.question().refusal, "this is the first question");
  talk.give("default");
  talk.give("2");
  const std::string second = talk.question().id;
  talk.give("?");
  EXPECT_EQ(talk.question().id, second);
  EXPECT_FALSE(talk.question().help.empty());
  talk.give("-");
  EXPECT_EQ(talk.question().refusal, "this one cannot be left out");
  talk.give("<");
  EXPECT_EQ(talk.question().id, "purpose");
  EXPECT_EQ(talk.question().default_value, knowledge()->profiles[1].name) << "the earlier answer is offered again";
}

TEST(DefaultInterview, lets_every_row_be_changed) {
  Interview talk = start({{"subnet", "10.20.0.0/24"}}, HumanInputMode::never);
  Interview again(knowledge(), HumanInputMode::always, talk.answers());
  const std::size_t rows = again.question().rows.size();
  EXPECT_GT(rows, 15U);
  for (std::size_t i = 0; i < rows; ++i) {
    const spec::HumanRow row = again.question().rows[i];
    again.give(std::to_string(i + 1));
    EXPECT_EQ(again.question().id, row.id);
    again.give("");
    ASSERT_EQ(again.question().kind, HumanInputKind::review) << row.id << ": " << again.question().refusal;
    EXPECT_EQ(again.question().rows[i].value, row.value) << row.id;
  }
  again.give("1");
  again.give("<");
  EXPECT_EQ(again.question().kind, HumanInputKind::review);
}

TEST(DefaultInterview, is_replayed_byte_by_byte_anywhere) {
  Interview talk = start();
  for (const char* typed : {"default", "database-server", "2", "n1,n2", "tank", "9001 rocky-9", "10.9.8.0/26", ""}) {
    talk.give(typed);
  }
  talk.give("");
  ASSERT_TRUE(talk.finished());
  const std::string file = write_answers({"en", talk.answers()});
  Diagnostics problems;
  const auto read = read_answers("answers.yaml", file, problems);
  ASSERT_TRUE(read);
  Surroundings elsewhere;
  elsewhere.folder = "another";
  elsewhere.timezone = "Asia/Tokyo";
  const Interview replay(knowledge("en", elsewhere), HumanInputMode::never, read->answers);
  ASSERT_TRUE(replay.finished());
  EXPECT_EQ(replay.fleet_text(), talk.fleet_text());
}

TEST(DefaultInterview, tells_what_is_missing_when_nobody_answers) {
  const Interview talk = start({}, HumanInputMode::never);
  EXPECT_FALSE(talk.finished());
  ASSERT_FALSE(talk.missing().empty());
  EXPECT_EQ(talk.missing().front().first, "subnet");
  const Interview wrong = start({{"subnet", "10.20.0.0/24"}, {"environment", "live"}}, HumanInputMode::never);
  ASSERT_FALSE(wrong.missing().empty());
  EXPECT_EQ(wrong.missing().front().first, "environment");
}

TEST(DefaultInterview, asks_only_what_is_missing_with_terminate) {
  Interview talk = start({}, HumanInputMode::terminate);
  answer(talk, "subnet", "10.20.0.0/24");
  EXPECT_TRUE(talk.finished());
  EXPECT_EQ(problems_of(talk.fleet_text()), "");
}

TEST(DefaultInterview, offers_what_the_cluster_has) {
  const Json resources = Json::parse(R"([
    {"type": "node", "node": "alpha", "maxcpu": 16, "maxmem": 68719476736},
    {"type": "storage", "storage": "tank", "node": "alpha", "plugintype": "zfspool", "content": "images,rootdir",
     "maxdisk": 1099511627776, "disk": 0, "shared": 0},
    {"type": "storage", "storage": "pbs", "node": "alpha", "plugintype": "pbs", "content": "backup", "shared": 1},
    {"type": "qemu", "vmid": 9123, "name": "ubuntu-2404-template", "node": "alpha", "template": 1}])");
  const Json networks =
      Json::parse(R"([{"type": "bridge", "iface": "vmbr7", "cidr": "192.168.7.2/24", "gateway": "192.168.7.254"}])");
  Diagnostics problems;
  Surroundings around = surroundings();
  around.facts = read_facts("facts.json", {{"resources", resources}, {"networks", networks}}, problems);
  ASSERT_TRUE(around.facts);
  Interview talk(knowledge("en", around), HumanInputMode::never, {});
  ASSERT_TRUE(talk.finished()) << talk.missing().front().first;
  const std::string text = talk.fleet_text();
  for (const char* part : {"alpha", "tank", "9123", "ubuntu-24.04", "vmbr7", "192.168.7.254", "cores: 16", "65536"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(problems_of(text), "") << text;
  EXPECT_FALSE(read_facts("facts.json", Json::object(), problems));
}

TEST(Words, are_the_same_in_both_languages) {
  Diagnostics problems;
  const auto english = Words::load(config(), "en", problems);
  const auto italian = Words::load(config(), "it", problems);
  ASSERT_TRUE(english && italian);
  ASSERT_EQ(english->all().size(), italian->all().size());
  for (const auto& [key, text] : english->all()) {
    EXPECT_TRUE(italian->has(key)) << key;
    const std::string other = (*italian)(key);
    EXPECT_EQ(std::count(text.begin(), text.end(), '{'), std::count(other.begin(), other.end(), '{')) << key;
  }
  EXPECT_FALSE(Words::load(config(), "../en", problems));
  EXPECT_FALSE(Words::load(config(), "xx", problems));
}

TEST(Words, have_a_text_for_every_question_of_the_schema_in_both_languages) {
  const std::function<void(const Json&)> walk = [&](const Json& json) {
    if (json.is_object() && json.contains("x-question")) {
      for (const char* language : {"en", "it"}) {
        EXPECT_TRUE(json["x-question"].contains(language)) << json["title"];
      }
    }
    if (json.is_structured()) {
      for (const Json& child : json) {
        walk(child);
      }
    }
  };
  walk(knowledge()->schema->json());
}

TEST(DefaultInterview, speaks_italian) {
  Interview talk(knowledge("it"), HumanInputMode::always, {});
  EXPECT_EQ(talk.question().prompt, "Predefinita o avanzata?");
  talk.give("nonsense");
  EXPECT_TRUE(talk.question().refusal.starts_with("deve essere uno di")) << talk.question().refusal;
}

}  // namespace
}  // namespace atlas::interview
