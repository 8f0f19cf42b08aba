#include "atlas/interview/interview.hpp"

#include "atlas/spec/yaml_text.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace atlas::interview {
namespace {

using spec::HumanInputKind;
using spec::HumanInputMode;
using spec::HumanInputRequest;

constexpr std::string_view k_schema_line = "# yaml-language-server: $schema=";

std::optional<std::size_t> number_in(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::strtoul(std::string(text).c_str(), nullptr, 10);
}

}  // namespace

Interview::Interview(std::shared_ptr<const Knowledge> knowledge, HumanInputMode mode, Answers given)
    : knowledge_(std::move(knowledge)), mode_(mode), answers_(std::move(given)) {
  walk_again();
}

void Interview::walk_again() {
  walk_ = std::make_unique<Walk>(*knowledge_, Walk::Input{answers_, former_, known_, reopened_, mode_});
  const Words& words = knowledge_->words;
  walk_->section(words("section.start"));
  Ask mode;
  mode.id = "mode";
  mode.kind = HumanInputKind::choice;
  mode.prompt = words("ask.mode");
  mode.label = words("label.mode");
  mode.help = words("help.mode");
  mode.choices = {{"default", words("choice.default")}, {"advanced", words("choice.advanced")}};
  mode.default_value = "default";
  if (const auto chosen = walk_->ask(std::move(mode))) {
    *chosen == "advanced" ? schema_flow(*walk_) : default_flow(*walk_);
  }
  known_.insert(walk_->checked().begin(), walk_->checked().end());
  if (in_review() && mode_ != HumanInputMode::always && refusal_.empty()) {
    finished_ = true;
  }
}

std::vector<const Walk::Step*> Interview::rows() const {
  std::vector<const Walk::Step*> shown;
  for (const Walk::Step& step : walk_->steps()) {
    if (!step.ask.label.empty() && (!step.answer.empty() || step.asked || step.ask.derived)) {
      shown.push_back(&step);
    }
  }
  return shown;
}

HumanInputRequest Interview::question() const {
  const Words& words = knowledge_->words;
  HumanInputRequest request;
  request.refusal = refusal_;
  request.number = 1 + static_cast<int>(std::count_if(walk_->steps().begin(), walk_->steps().end(),
                                                      [](const Walk::Step& step) { return step.asked; }));
  request.section = walk_->open_section();
  if (in_review()) {
    request.id = "review";
    request.kind = HumanInputKind::review;
    request.prompt = words("ask.review", {{"file", knowledge_->around.spec_path}});
    request.help = help_ ? words("help.review") : "";
    request.hint = words("hint.review");
    request.default_value = words("word.yes");
    for (const Walk::Step* step : rows()) {
      const bool own = !step->ask.derived || answers_.contains(step->ask.id);
      request.rows.push_back({step->ask.id, step->ask.label, step->answer, own ? "" : step->ask.note});
    }
    return request;
  }
  const Ask& open = *walk_->open();
  request.id = open.id;
  request.kind = open.kind;
  request.prompt = open.prompt;
  request.help = help_ ? open.help : "";
  request.choices = open.choices;
  request.rows = walk_->open_rows();
  request.default_value = open.default_value;
  request.hint = words(open.kind == HumanInputKind::list ? "hint.list" : "hint.text");
  request.refusal = refusal_.empty() ? walk_->refusal() : refusal_;
  return request;
}

void Interview::give(const std::string& typed) {
  if (finished_) {
    return;
  }
  const std::string word(text::trim(typed));
  refusal_.clear();
  help_ = word == "?";
  if (word == "<") {
    back();
  } else if (word == "-" && !in_review()) {
    skip();
  } else if (!help_) {
    in_review() ? answer_review(word) : walk_->open()->kind == HumanInputKind::list ? answer_list(word) : answer(typed);
  }
}

void Interview::answer(const std::string& typed) {
  const Ask& open = *walk_->open();
  const bool empty = text::trim(typed).empty();
  const std::string said = empty ? open.default_value.value_or("") : settle_answer(knowledge_->words, open, typed);
  refusal_ = refuse_answer(knowledge_->words, open, said);
  if (!refusal_.empty()) {
    return;
  }
  ++count_;
  known_.insert(open.id);
  reopened_.clear();
  answers_[open.id] = said;
  walk_again();
}

void Interview::skip() {
  const Ask& open = *walk_->open();
  if (!open.optional) {
    refusal_ = knowledge_->words("refused.skip");
    return;
  }
  ++count_;
  known_.insert(open.id);
  reopened_.clear();
  answers_[open.id] = "";
  walk_again();
}

// The last question that a person answered comes again, with that answer as its default.
void Interview::back() {
  if (!reopened_.empty()) {
    reopened_.clear();
    walk_again();
    return;
  }
  const std::vector<Walk::Step>& steps = walk_->steps();
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [&](const Walk::Step& step) { return step.asked && answers_.contains(step.ask.id); });
  if (last == steps.rend()) {
    refusal_ = knowledge_->words("refused.back");
    return;
  }
  const std::string id = last->ask.id;
  if (id.ends_with('#')) {
    set_list(id, "+", entries(id));
  } else {
    former_[id] = answers_[id];
    answers_.erase(id);
  }
  walk_again();
}

std::size_t Interview::entries(const std::string& list) const {
  const auto closed = answers_.find(list);
  const auto begun = answers_.find(list + "+");
  const auto& found = closed != answers_.end() ? closed : begun;
  const std::size_t said = found == answers_.end() ? 0 : number_in(found->second).value_or(0);
  const bool open = walk_->stopped() && walk_->open()->id == list;
  return open ? std::max(said, walk_->open_rows().size()) : said;
}

void Interview::set_list(const std::string& id, const std::string& state, std::size_t count) {
  answers_.erase(id);
  answers_.erase(id + "+");
  answers_[id + state] = std::to_string(count);
}

void Interview::answer_list(const std::string& typed) {
  const std::string id = walk_->open()->id;
  const std::size_t count = entries(id);
  const bool removes = typed.starts_with("r");
  const std::optional<std::size_t> number = number_in(text::trim(removes ? typed.substr(1) : typed));
  const bool exists = number && *number >= 1 && *number <= count;
  if (typed.empty() || typed == "=") {
    ++count_;
    reopened_.clear();
    set_list(id, "", count);
  } else if (typed == "+") {
    reopened_.clear();
    set_list(id, "+", count + 1);
  } else if (exists && removes) {
    remove_entry(id, *number - 1, count);
  } else if (exists) {
    reopen_entry(id, *number - 1);
  } else {
    refusal_ = knowledge_->words("refused.list");
    return;
  }
  walk_again();
}

// "/machines#", 1 → everything that begins with "/machines/1/" or "/machines/1=".
void Interview::reopen_entry(const std::string& list, std::size_t index) {
  const std::string entry = list.substr(0, list.size() - 1) + "/" + std::to_string(index);
  set_list(list, "+", entries(list));
  for (auto it = answers_.begin(); it != answers_.end();) {
    const bool inside = it->first.starts_with(entry + "/") || it->first == entry + "=";
    if (inside && !it->first.ends_with('#') && !it->first.ends_with('+')) {
      former_[it->first] = it->second;
      it = answers_.erase(it);
    } else {
      ++it;
    }
  }
}

void Interview::remove_entry(const std::string& list, std::size_t index, std::size_t count) {
  const std::string prefix = list.substr(0, list.size() - 1) + "/";
  Answers kept;
  for (const auto& [id, answer] : answers_) {
    const std::size_t end = id.starts_with(prefix) ? id.find_first_of("/=", prefix.size()) : std::string::npos;
    const auto number = end == std::string::npos
                            ? std::nullopt
                            : number_in(std::string_view(id).substr(prefix.size(), end - prefix.size()));
    if (!number || *number < index) {
      kept[id] = answer;
    } else if (*number > index) {
      kept[prefix + std::to_string(*number - 1) + id.substr(end)] = answer;
    }
  }
  answers_ = std::move(kept);
  set_list(list, "+", count - 1);
}

void Interview::answer_review(const std::string& typed) {
  const std::vector<const Walk::Step*> shown = rows();
  const std::optional<bool> yes = parse_yes_no(knowledge_->words, typed);
  if (const auto number = number_in(typed); number && *number >= 1 && *number <= shown.size()) {
    reopened_ = shown[*number - 1]->ask.id;
    walk_again();
  } else if (typed.empty() || yes == true) {
    ++count_;
    finished_ = true;
  } else {
    refusal_ = knowledge_->words("refused.row");
  }
}

void Interview::refuse(const std::string& reason) {
  finished_ = false;
  refusal_ = reason;
}

Answers Interview::answers() const {
  Answers all;
  for (const Walk::Step& step : walk_->steps()) {
    all[step.ask.id] = step.answer;
  }
  return all;
}

std::string Interview::fleet_text() const {
  return fmt::format("{}{}/fleet.v1.schema.json\n{}", k_schema_line, knowledge_->around.schemas,
                     spec::yaml_text(walk_->document));
}

}  // namespace atlas::interview
