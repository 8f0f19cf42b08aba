#include "atlas/interview/walk.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <utility>

namespace atlas::interview {
namespace {

using spec::HumanInputKind;

const std::string* find(const Answers& answers, const std::string& id) {
  const auto it = answers.find(id);
  return it == answers.end() ? nullptr : &it->second;
}

std::size_t number_of(const std::string* answer) {
  return answer == nullptr ? 0 : std::min<std::size_t>(std::strtoul(answer->c_str(), nullptr, 10), 100'000);
}

}  // namespace

std::string settle_answer(const Words& words, const Ask& question, const std::string& typed) {
  std::string answer(text::trim(typed));
  if (question.kind == HumanInputKind::confirm) {
    const std::optional<bool> value = parse_yes_no(words, answer);
    return value ? (*value ? "yes" : "no") : answer;
  }
  const bool by_number = !question.choices.empty() && !answer.empty() && answer.size() <= 3 &&
                         answer.find_first_not_of("0123456789") == std::string::npos;
  const std::size_t number = by_number ? std::strtoul(answer.c_str(), nullptr, 10) : 0;
  return number >= 1 && number <= question.choices.size() ? question.choices[number - 1].value : answer;
}

std::string refuse_answer(const Words& words, const Ask& question, const std::string& answer) {
  if (answer.empty()) {
    return question.optional ? "" : words("refused.empty");
  }
  if (!text::is_utf8(answer) || answer.size() > 20'000) {
    return words("refused.text");
  }
  if (looks_secret(answer)) {
    return words("refused.secret");
  }
  if (question.kind == HumanInputKind::confirm && answer != "yes" && answer != "no") {
    return words("refused.yes_no");
  }
  if (question.kind == HumanInputKind::choice) {
    std::vector<std::string> values;
    values.reserve(question.choices.size());
    for (const spec::HumanChoice& choice : question.choices) {
      values.push_back(choice.value);
    }
    if (std::find(values.begin(), values.end(), answer) == values.end()) {
      const std::optional<std::string> near = nearest(answer, values);
      return words("refused.enum", {{"allowed", text::join(values, ", ")}}) +
             (near ? " " + words("refused.near", {{"value", *near}}) : "");
    }
  }
  return question.refuse ? question.refuse(answer) : "";
}

void Walk::stop_at(Ask question, std::string refusal) {
  if (const std::string* former = find(input_.answers, question.id); former != nullptr && !former->empty()) {
    question.default_value = *former;
  } else if (const std::string* older = find(input_.former, question.id); older != nullptr && !older->empty()) {
    question.default_value = *older;
  }
  open_ = std::move(question);
  open_section_ = section_;
  refusal_ = std::move(refusal);
}

bool Walk::take(const Ask& question, const std::string& answer) {
  if (!input_.known.contains(question.id)) {
    if (std::string refusal = refuse_answer(words(), question, answer); !refusal.empty()) {
      stop_at(question, std::move(refusal));
      return false;
    }
  }
  checked_.insert(question.id);
  return true;
}

std::vector<std::pair<std::string, std::string>> Walk::gaps() const {
  std::vector<std::pair<std::string, std::string>> all = behind_;
  if (open_) {
    all.insert(all.begin(), {open_->id, refusal_.empty() ? open_->prompt : refusal_});
  }
  return all;
}

std::optional<std::string> Walk::ask(Ask question) {
  const std::string* given = find(input_.answers, question.id);
  if (stopped()) {
    if (given == nullptr && !question.derived && !question.optional && !question.default_value) {
      behind_.push_back({question.id, question.prompt});
    }
    return std::nullopt;
  }
  if (input_.reopened == question.id) {
    stop_at(std::move(question));
    return std::nullopt;
  }
  if (given != nullptr) {
    if (!take(question, *given)) {
      return std::nullopt;
    }
    const bool asked = !question.derived;
    steps_.push_back({std::move(question), *given, asked});
    return *given;
  }
  const bool silent = question.derived || input_.mode != spec::HumanInputMode::always;
  if (silent && (question.default_value || question.optional)) {
    std::string answer = question.default_value.value_or("");
    steps_.push_back({std::move(question), answer, false});
    return answer;
  }
  stop_at(std::move(question));
  return std::nullopt;
}

std::optional<std::size_t> Walk::ask_list(Ask question, std::size_t least,
                                          const std::function<void(std::size_t)>& entry,
                                          const std::function<std::string(std::size_t)>& shown) {
  if (stopped()) {
    return std::nullopt;
  }
  const std::string* closed = find(input_.answers, question.id);
  const std::string* begun = find(input_.answers, question.id + "+");
  const std::size_t count = std::max(number_of(closed != nullptr ? closed : begun), least);
  std::vector<spec::HumanRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    entry(i);
    if (stopped()) {
      return std::nullopt;
    }
    rows.push_back({question.id + std::to_string(i), shown(i), "", ""});
  }
  const bool silent = input_.mode != spec::HumanInputMode::always;
  if ((closed == nullptr && !silent) || input_.reopened == question.id) {
    question.kind = HumanInputKind::list;
    question.default_value = "=";
    open_ = std::move(question);
    open_section_ = section_;
    rows_ = std::move(rows);
    return std::nullopt;
  }
  if (closed != nullptr) {
    checked_.insert(question.id);
  }
  steps_.push_back({std::move(question), std::to_string(count), closed != nullptr});
  return count;
}

}  // namespace atlas::interview
