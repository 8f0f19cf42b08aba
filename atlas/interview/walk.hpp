#pragma once

#include "atlas/interview/knowledge.hpp"
#include "atlas/interview/values.hpp"
#include "atlas/spec/messages/human_input.hpp"
#include "atlas/spec/messages/operation.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace atlas::interview {

/// Question id → the text that answered it. All that an interview remembers: the rest follows from it.
using Answers = std::map<std::string, std::string, std::less<>>;

/// A question as a flow asks it.
struct Ask {
  std::string id;
  spec::HumanInputKind kind = spec::HumanInputKind::text;
  std::string prompt;
  std::string label;  ///< its name in the review table; empty = not shown there
  std::string help;
  std::string note;  ///< why the default is so
  std::vector<spec::HumanChoice> choices;
  std::optional<std::string> default_value;
  bool optional = false;                                  ///< may stay empty
  bool derived = false;                                   ///< not asked, only shown at the end, where it can be changed
  std::function<std::string(const std::string&)> refuse;  ///< why not, or ""; may be absent
};

/// One pass of a flow over the answers: a flow asks straight on, and the first question without an answer stays open.
/// Each `ask` after that one gives nothing, so flows need no other control.
class Walk {
 public:
  struct Step {
    Ask ask;
    std::string answer;
    bool asked = false;  ///< a person answered, or has to
  };
  struct Input {
    const Answers& answers;
    const Answers& former;               ///< answers that were taken back: they come up again as defaults
    const std::set<std::string>& known;  ///< ids whose answer was checked already
    std::string reopened;                ///< ask this one although it has an answer
    spec::HumanInputMode mode = spec::HumanInputMode::always;
  };

  Walk(const Knowledge& knowledge, const Input& input) : knowledge_(knowledge), input_(input) {}

  /// The answer, or nothing when the walk has come to its open question.
  std::optional<std::string> ask(Ask question);
  /// How many entries the list has once the person has said that it is complete. `entry(i)` walks one.
  std::optional<std::size_t> ask_list(Ask question, std::size_t least, const std::function<void(std::size_t)>& entry,
                                      const std::function<std::string(std::size_t)>& shown);

  void section(std::string title) { section_ = std::move(title); }
  bool stopped() const { return open_.has_value(); }
  const std::optional<Ask>& open() const { return open_; }
  const std::string& open_section() const { return stopped() ? open_section_ : section_; }
  const std::string& refusal() const { return refusal_; }
  const std::vector<spec::HumanRow>& open_rows() const { return rows_; }
  const std::vector<Step>& steps() const { return steps_; }
  /// The open question and, behind it, the ones that have neither an answer nor a default, as far as the flow comes
  /// without answers: id and reason.
  std::vector<std::pair<std::string, std::string>> gaps() const;
  /// Ids with an answer that the walk has found right.
  const std::set<std::string>& checked() const { return checked_; }
  const Knowledge& knowledge() const { return knowledge_; }
  const Words& words() const { return knowledge_.words; }

  /// What the questions' checks refer to; lives as long as the walk.
  void hold(std::shared_ptr<const void> flow) { flow_ = std::move(flow); }

  yaml::Value document = yaml::Value::mapping({});

 private:
  void stop_at(Ask question, std::string refusal = "");
  bool take(const Ask& question, const std::string& answer);

  const Knowledge& knowledge_;
  Input input_;
  std::string section_;
  std::string open_section_;
  std::optional<Ask> open_;
  std::string refusal_;
  std::vector<std::pair<std::string, std::string>> behind_;
  std::vector<spec::HumanRow> rows_;
  std::vector<Step> steps_;
  std::set<std::string> checked_;
  std::shared_ptr<const void> flow_;
};

/// Why the answer cannot be taken, "" when it can: its choices, yes or no, the question's own check.
std::string refuse_answer(const Words& words, const Ask& question, const std::string& answer);

/// The answer with a choice's number replaced by its value, and yes and no in one form.
std::string settle_answer(const Words& words, const Ask& question, const std::string& typed);

/// At most nine answers; the rest is derived, each with its reason.
void default_flow(Walk& walk);

/// Every field of the schema, section by section.
void schema_flow(Walk& walk);

}  // namespace atlas::interview
