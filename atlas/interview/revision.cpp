#include "atlas/interview/revision.hpp"

#include "atlas/interview/text_edit.hpp"
#include "atlas/interview/values.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <utility>

namespace atlas::interview {
namespace {

void gather(const yaml::Value& root, const yaml::Value& value, const std::string& pointer, const Words& words,
            std::vector<spec::HumanRow>& rows) {
  if (!value.is_mapping() && !value.is_sequence()) {
    rows.push_back({pointer, spec::address_of(root, pointer), show_value(words, value.to_json()), ""});
  }
  for (const yaml::Value::Member& member : value.members()) {
    gather(root, member.value, pointer + "/" + yaml::pointer_token(member.key), words, rows);
  }
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    gather(root, value.items()[i], pointer + "/" + std::to_string(i), words, rows);
  }
}

std::vector<spec::HumanRow> rows_of(const yaml::Value& document, const Words& words) {
  std::vector<spec::HumanRow> rows;
  gather(document, document, "", words, rows);
  return rows;
}

}  // namespace

Revision::Revision(std::shared_ptr<const Knowledge> knowledge, yaml::Value document)
    : knowledge_(std::move(knowledge)), document_(std::move(document)) {}

spec::HumanInputRequest Revision::question() const {
  spec::HumanInputRequest request = open_.empty() ? spec::HumanInputRequest() : ask_value();
  const Words& words = knowledge_->words;
  request.section = words("section.edit");
  request.refusal = refusal_;
  request.number = count_ + 1;
  if (open_.empty()) {
    request.id = "review";
    request.kind = spec::HumanInputKind::review;
    request.prompt = words("ask.edit_review", {{"file", knowledge_->around.spec_path}});
    request.help = help_ ? words("help.edit_review") : "";
    request.hint = words("hint.review");
    request.rows = rows_of(document_, words);
    request.default_value = words("word.yes");
  }
  return request;
}

spec::HumanInputRequest Revision::ask_value() const {
  const Words& words = knowledge_->words;
  const spec::SchemaNode node = knowledge_->schema->root().at(document_, open_);
  const std::string address = spec::address_of(document_, open_);
  spec::HumanInputRequest request;
  request.id = open_;
  request.prompt = knowledge_->question(node, address) + " (" + address + ")";
  request.help = help_ ? node.text("description") : "";
  request.hint = words("hint.text");
  if (const yaml::Value* value = document_.at_pointer(open_)) {
    request.default_value = show_value(words, value->to_json());
  }
  const Json* allowed = node.keyword("enum");
  for (std::size_t i = 0; allowed != nullptr && i < allowed->size(); ++i) {
    request.choices.push_back({show_value(words, allowed->at(i)), ""});
  }
  return request;
}

void Revision::give(const std::string& typed) {
  if (finished_) {
    return;
  }
  const std::string word(text::trim(typed));
  refusal_.clear();
  help_ = word == "?";
  if (help_) {
    return;
  }
  if (open_.empty()) {
    answer_table(word);
  } else if (word.empty() || word == "<") {
    open_.clear();
  } else {
    set(std::exchange(open_, ""), word);
  }
}

void Revision::answer_table(const std::string& typed) {
  const Words& words = knowledge_->words;
  const std::vector<spec::HumanRow> rows = rows_of(document_, words);
  const bool is_number =
      !typed.empty() && typed.size() < 6 && typed.find_first_not_of("0123456789") == std::string::npos;
  const std::size_t number = is_number ? std::strtoul(typed.c_str(), nullptr, 10) : 0;
  const std::size_t equals = typed.find('=');
  if (number >= 1 && number <= rows.size()) {
    open_ = rows[number - 1].id;
  } else if (typed.empty() || parse_yes_no(words, typed) == true) {
    ++count_;
    finished_ = true;
  } else if (equals == std::string::npos) {
    refusal_ = words("refused.row");
  } else if (const auto pointer = find_pointer(document_, typed.substr(0, equals))) {
    set(*pointer, std::string(text::trim(typed.substr(equals + 1))));
  } else {
    refusal_ = words("refused.path", {{"path", typed.substr(0, equals)}});
  }
}

void Revision::set(const std::string& pointer, const std::string& answer) {
  const Words& words = knowledge_->words;
  yaml::Value sample = document_;
  if (sample.at_pointer(pointer) == nullptr) {
    put(sample, pointer, nullptr);
  }
  const spec::SchemaNode node = knowledge_->schema->root().at(sample, pointer);
  const std::optional<Json> value = node ? parse_value(words, node, answer) : std::nullopt;
  if (!node) {
    refusal_ = words("refused.path", {{"path", spec::address_of(sample, pointer)}});
  } else if (looks_secret(answer)) {
    refusal_ = words("refused.secret");
  } else if (!value) {
    refusal_ = words("refused.kind");
  } else if (refusal_ = refuse_value(words, *knowledge_->schema, document_, pointer, *value); refusal_.empty()) {
    const std::optional<std::string> edited = edit_text(document_, pointer, *value);
    Diagnostics ignored;
    if (!edited) {
      refusal_ = words("refused.hand", {{"path", spec::address_of(sample, pointer)}});
      return;
    }
    ++count_;
    document_ = *yaml::read(document_.mark().source->file, *edited, ignored);
  }
}

void Revision::refuse(const std::string& reason) {
  finished_ = false;
  refusal_ = reason;
}

}  // namespace atlas::interview
