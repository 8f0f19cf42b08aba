#include "atlas/agents/data_collector/interview_run.hpp"

#include "atlas/agents/data_collector/errors.hpp"
#include "atlas/interview/answers_file.hpp"
#include "atlas/interview/revision.hpp"
#include "atlas/runtime/errors.hpp"
#include "atlas/spec/config_folder.hpp"
#include "atlas/spec/loader.hpp"
#include "atlas/spec/messages/validate.hpp"
#include "atlas/state/output_store.hpp"
#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/platform.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

namespace atlas::agents {
namespace {

using interview::Answers;
using spec::HumanInputKind;

ATLAS_DIAGNOSTIC(k_left, "ATLAS-E7112", error, "interview was left before its end",
                 "The person left with Ctrl-C or Ctrl-D, or the input ended. No spec was written. Each answer was kept "
                 "as it was given, in a file beside the spec, so that `atlas init --resume` goes on at the same "
                 "question.");

ATLAS_DIAGNOSTIC(k_unanswered, "ATLAS-E7113", error, "an answer is missing or wrong",
                 "Without a person every answer comes from --answers, --set or a default. This question has no "
                 "default, or the answer that was given for it is refused for the reason shown. Nothing was written. "
                 "Set it with --set ID=ANSWER, or answer the questions once on a terminal.");

ATLAS_DIAGNOSTIC(k_exists, "ATLAS-E7114", error, "spec is there already",
                 "An interview never replaces an existing spec by itself. Change single values with --edit, which "
                 "keeps the comments, give another file name, or remove the file first.");

ATLAS_DIAGNOSTIC(k_not_kept, "ATLAS-W7115", warning, "answers could not be kept",
                 "After each answer the interview writes all of them to a hidden file beside the spec, so that nothing "
                 "is lost. The disk refused. The interview goes on, but an interruption would lose the answers.");

std::string read_line(FileSystem& files, const std::string& path) {
  const auto text = files.read(path);
  return text ? std::string(text::trim(text::split(*text, '\n').front())) : "";
}

std::string shell_word(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_./-") == std::string::npos;
  return plain ? word : emit::literal(emit::Format::shell, word).value_or("FILE");
}

std::string summary_of(const Diagnostics& problems) {
  std::string text;
  for (const Diagnostic& problem : problems.sorted()) {
    if (problem.severity == Severity::error) {
      text += "\n" + problem.summary + (problem.suggestion.empty() ? "" : "; " + problem.suggestion);
    }
  }
  return text;
}

}  // namespace

InterviewRun::InterviewRun(const spec::Operation& operation, const runtime::Context& context, FileSystem& files)
    : operation_(operation),
      options_(operation.interview.value_or(spec::InterviewOptions{})),
      context_(context),
      files_(files),
      kept_path_(interview::answers_path(operation.spec_path)),
      language_(options_.language),
      edits_(options_.edit) {}

bool InterviewRun::run(Diagnostics& diagnostics) {
  if (!prepare(diagnostics)) {
    return false;
  }
  switch (face_existing(diagnostics)) {
    case Then::is_there:
      return true;
    case Then::stop:
      return false;
    case Then::go_on:
      break;
  }
  return edits_ ? revise(diagnostics) : interview(diagnostics);
}

bool InterviewRun::prepare(Diagnostics& diagnostics) {
  interview::Surroundings around = surroundings(diagnostics);
  if (diagnostics.has_errors()) {
    return false;
  }
  knowledge_ = interview::load_knowledge(spec::config_folder(), language_, std::move(around),
                                         operation_.component_folders, diagnostics);
  return knowledge_ != nullptr;
}

std::optional<interview::Facts> InterviewRun::read_facts(Diagnostics& diagnostics) {
  if (options_.facts_path.empty()) {
    return std::nullopt;
  }
  const std::optional<yaml::Value> document = yaml::read_file(options_.facts_path, diagnostics);
  return document ? interview::read_facts(options_.facts_path, document->to_json(), diagnostics) : std::nullopt;
}

interview::Surroundings InterviewRun::surroundings(Diagnostics& diagnostics) {
  interview::Surroundings around;
  around.spec_path = operation_.spec_path;
  if (const auto path = files_.absolute(operation_.spec_path)) {
    const std::filesystem::path folder = std::filesystem::path(*path).parent_path();
    around.folder = folder.filename().string();
    around.schemas = spec::schemas_from(folder);
  }
  const std::string home = platform::environment("HOME");
  for (const char* name : {"id_ed25519", "id_ecdsa", "id_rsa"}) {
    const std::string key = home.empty() ? "" : read_line(files_, fmt::format("{}/.ssh/{}.pub", home, name));
    if (!key.empty()) {
      around.ssh_keys.push_back(key);
    }
  }
  around.timezone = read_line(files_, "/etc/timezone");
  around.facts = read_facts(diagnostics);
  return around;
}

InterviewRun::Then InterviewRun::face_existing(Diagnostics& diagnostics) {
  const auto info = files_.info(operation_.spec_path);
  if (edits_ || !info || !*info) {
    return Then::go_on;
  }
  if (is_automatic()) {
    return Then::go_on;  // it may hold the same; write() refuses when it does not
  }
  const interview::Words& words = knowledge_->words;
  const auto chosen =
      choose("exists", words("ask.exists", {{"file", operation_.spec_path}}),
             {{"edit", words("choice.edit")}, {"replace", words("choice.replace")}, {"keep", words("choice.keep")}},
             diagnostics);
  if (!chosen) {
    return Then::stop;
  }
  if (*chosen == "keep") {
    say(words("notice.kept", {{"file", operation_.spec_path}}));
    return Then::is_there;
  }
  edits_ = *chosen == "edit";
  return Then::go_on;
}

bool InterviewRun::read_given(const std::string& path, Answers& answers, Diagnostics& diagnostics) {
  std::optional<interview::AnswersFile> file;
  if (const std::optional<yaml::Value> document = yaml::read_file(path, diagnostics)) {
    file = interview::read_answers(path, document->mark().source->text, diagnostics);
  }
  if (!file) {
    return false;
  }
  for (auto& [id, answer] : file->answers) {
    answers[id] = std::move(answer);
  }
  return true;
}

bool InterviewRun::ask_resume(Answers& answers, Diagnostics& diagnostics) {
  const auto info = files_.info(kept_path_);
  if (!info || !*info) {
    return true;
  }
  bool resume = options_.resume;
  const auto spec = files_.info(operation_.spec_path);
  const bool unfinished = !spec || !*spec;
  if (!resume && unfinished && operation_.human_input_mode == spec::HumanInputMode::always &&
      options_.answers_path.empty()) {
    const interview::Words& words = knowledge_->words;
    const auto chosen = choose("resume", words("ask.resume", {{"file", operation_.spec_path}}),
                               {{words("word.yes"), ""}, {words("word.no"), ""}}, diagnostics);
    if (!chosen) {
      return false;
    }
    resume = *chosen == words("word.yes");
  }
  return !resume || read_given(kept_path_, answers, diagnostics);
}

bool InterviewRun::interview(Diagnostics& diagnostics) {
  Answers answers;
  if (!ask_resume(answers, diagnostics) ||
      (!options_.answers_path.empty() && !read_given(options_.answers_path, answers, diagnostics))) {
    return false;
  }
  if (options_.advanced) {
    answers["mode"] = "advanced";
  }
  for (const std::string& assignment : options_.sets) {
    if (!interview::set_answer(assignment, answers, diagnostics)) {
      return false;
    }
  }
  interview::Interview talk(knowledge_, operation_.human_input_mode, std::move(answers));
  if (is_automatic()) {
    for (const auto& [id, reason] : talk.missing()) {
      diagnostics.add(k_unanswered(fmt::format("'{}' has no answer that can be taken", id))
                          .because(reason)
                          .fix(fmt::format("add --set '{}=ANSWER'", id)));
    }
    if (diagnostics.has_errors()) {
      return false;
    }
  }
  if (!converse(talk, diagnostics)) {
    return false;
  }
  keep(talk.answers(), diagnostics);
  return write(talk.fleet_text(), talk.count(), diagnostics);
}

bool InterviewRun::revise(Diagnostics& diagnostics) {
  const std::optional<yaml::Value> document = yaml::read_file(operation_.spec_path, diagnostics);
  if (!document) {
    return false;
  }
  interview::Revision talk(knowledge_, *document);
  for (const std::string& assignment : options_.sets) {
    talk.give(assignment);
    if (const std::string refusal = talk.question().refusal; !refusal.empty()) {
      diagnostics.add(k_unanswered(fmt::format("'{}' cannot be set", assignment.substr(0, assignment.find('='))))
                          .because(refusal)
                          .fix("set one value at a place that the spec can have"));
      return false;
    }
  }
  if (is_automatic()) {
    talk.give("");
  }
  return converse(talk, diagnostics) && write(talk.fleet_text(), talk.count(), diagnostics);
}

bool InterviewRun::converse(interview::Conversation& conversation, Diagnostics& diagnostics) {
  auto* const talk = dynamic_cast<interview::Interview*>(&conversation);
  while (true) {
    while (!conversation.finished()) {
      const std::optional<spec::HumanInput> answer = ask(conversation.question(), diagnostics);
      if (!answer) {
        return false;
      }
      conversation.give(answer->text);
      if (talk != nullptr) {
        keep(talk->given(), diagnostics);
      }
    }
    Diagnostics problems;
    if (is_right(conversation.fleet_text(), problems)) {
      return true;
    }
    if (operation_.human_input_mode != spec::HumanInputMode::always) {
      diagnostics.add(problems);
      return false;
    }
    conversation.refuse(knowledge_->words("refused.whole") + summary_of(problems));
  }
}

// As `atlas validate` would judge the text: form, rules, a place for every machine.
bool InterviewRun::is_right(const std::string& text, Diagnostics& problems) {
  spec::LoadOptions options;
  options.spec_path = operation_.spec_path;
  options.max_machines = operation_.max_machines;
  std::optional<spec::Fleet> fleet = spec::load_fleet_text(text, options, problems);
  if (!fleet) {
    return false;
  }
  spec::ValidateRequest request;
  request.fleet = std::make_shared<const spec::Fleet>(std::move(*fleet));
  request.component_folders = operation_.component_folders;
  request.lock_path = operation_.lock_path.value_or("");
  const auto answer = context_.send<spec::FleetValidated>({"validation"}, std::move(request)).get();
  if (answer) {
    problems.add((*answer)->diagnostics);
  } else if (answer.error().id != runtime::k_unknown_agent.id()) {
    problems.add(answer.error());
  }
  return !problems.has_errors();
}

bool InterviewRun::write(const std::string& text, int answers, Diagnostics& diagnostics) {
  const interview::Words& words = knowledge_->words;
  const auto before = files_.read(operation_.spec_path);
  const std::string& file = operation_.spec_path;
  if (before && *before == text) {
    say(words("notice.unchanged", {{"file", file}}));
    return true;
  }
  if (before && is_automatic() && !edits_) {
    diagnostics.add(k_exists(fmt::format("'{}' is there already and says something else", file))
                        .fix("use --edit, another name, or remove it first"));
    return false;
  }
  if (!state::write_side_file(files_, {file, text}, diagnostics)) {
    return false;
  }
  say(words("notice.written", {{"file", file}, {"answers", std::to_string(answers)}}));
  if (!edits_) {
    say(words("notice.replay", {{"command", command("--answers " + shell_word(kept_path_) + " --no-input")}}));
  }
  return true;
}

std::string InterviewRun::command(const std::string& rest) const {
  std::string line = options_.command + " " + shell_word(operation_.spec_path) + " " + rest;
  if (!options_.facts_path.empty()) {
    line += " --facts " + shell_word(options_.facts_path);
  }
  return language_ == "en" ? line : line + " --lang " + language_;
}

void InterviewRun::keep(const Answers& answers, Diagnostics& diagnostics) {
  if (is_automatic()) {
    return;
  }
  Diagnostics refused;
  state::write_side_file(files_, {kept_path_, interview::write_answers({language_, answers}), 0600}, refused);
  if (refused.has_errors() && diagnostics.count(Severity::warning) == 0) {
    diagnostics.add(k_not_kept(fmt::format("'{}' cannot be written", kept_path_))
                        .because(refused.items().front().summary)
                        .fix("make the folder writable"));
  }
}

std::optional<spec::HumanInput> InterviewRun::ask(spec::HumanInputRequest request, Diagnostics& diagnostics) {
  const auto answer = context_.send<spec::HumanInput>({"user_proxy"}, std::move(request)).get();
  if (!answer && answer.error().id == runtime::k_unknown_agent.id()) {
    diagnostics.add(k_interview_needs_terminal("human_input_mode ALWAYS cannot be used here")
                        .fix("use NEVER or TERMINATE and put every value into the fleet spec"));
    return std::nullopt;
  }
  if (answer && !(*answer)->left) {
    return **answer;
  }
  const bool revises = edits_;
  if (!revises && knowledge_ != nullptr) {
    say(knowledge_->words("notice.left", {{"file", kept_path_}, {"command", command("--resume")}}));
  }
  diagnostics.add(k_left("the interview was left before its end, no spec was written")
                      .fix(revises ? "start again with --edit" : "go on with " + command("--resume")));
  return std::nullopt;
}

std::optional<std::string> InterviewRun::choose(const std::string& id, const std::string& prompt,
                                                std::vector<spec::HumanChoice> choices, Diagnostics& diagnostics) {
  interview::Ask question;
  question.kind = HumanInputKind::choice;
  question.choices = choices;
  spec::HumanInputRequest request;
  request.id = id;
  request.kind = HumanInputKind::choice;
  request.section = knowledge_->words("section.start");
  request.prompt = prompt;
  request.default_value = choices.front().value;
  request.choices = std::move(choices);
  while (true) {
    const std::optional<spec::HumanInput> answer = ask(request, diagnostics);
    if (!answer) {
      return std::nullopt;
    }
    const bool empty = text::trim(answer->text).empty();
    std::string said =
        empty ? *request.default_value : interview::settle_answer(knowledge_->words, question, answer->text);
    request.refusal = interview::refuse_answer(knowledge_->words, question, said);
    if (request.refusal.empty()) {
      return said;
    }
  }
}

// The interview may be ending because everything is being stopped; the words still have to come through.
void InterviewRun::say(const std::string& words) {
  if (is_automatic()) {
    return;
  }
  spec::HumanInputRequest notice;
  notice.id = "notice";
  notice.kind = HumanInputKind::notice;
  notice.prompt = words;
  const std::stop_source own;
  static_cast<void>(
      context_.send<spec::HumanInput>({"user_proxy"}, std::move(notice), std::nullopt, own.get_token()).get());
}

}  // namespace atlas::agents
