#pragma once

#include "atlas/spec/messages/message.hpp"
#include "atlas/utils/json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace atlas::spec {

/// How a question is answered: by free text, one of the choices, yes or no, a command on a list, a command on the
/// review table, or not at all (a notice).
enum class HumanInputKind { text, choice, confirm, list, review, notice };
NLOHMANN_JSON_SERIALIZE_ENUM(HumanInputKind, {{HumanInputKind::text, "text"},
                                              {HumanInputKind::choice, "choice"},
                                              {HumanInputKind::confirm, "confirm"},
                                              {HumanInputKind::list, "list"},
                                              {HumanInputKind::review, "review"},
                                              {HumanInputKind::notice, "notice"}})

/// One answer that can be given by its number or its value. Choices of a text question are suggestions.
struct HumanChoice {
  std::string value;
  std::string label;  ///< may be empty
};
ATLAS_JSON_FORM(HumanChoice);

/// A line of a list or of the review table, shown with its number.
struct HumanRow {
  std::string id;
  std::string label;
  std::string value;
  std::string note;  ///< why it is so; may be empty
};
ATLAS_JSON_FORM(HumanRow);

/// To the agent that stands for the person (`user_proxy`, as AutoGen's UserProxyAgent): ask this. All words are in the
/// person's language; whoever shows them adds none.
struct HumanInputRequest {
  std::string id;  ///< stable: the same question has the same id in every run
  HumanInputKind kind = HumanInputKind::text;
  int number = 0;  ///< which question of the interview this is, from 1
  std::string section;
  std::string prompt;
  std::string help;     ///< shown when not empty: the person asked for it
  std::string refusal;  ///< why the last answer was not taken
  std::string hint;     ///< which keys there are
  std::vector<HumanChoice> choices;
  std::vector<HumanRow> rows;
  std::optional<std::string> default_value;  ///< what an empty answer means
};
ATLAS_JSON_FORM(HumanInputRequest);

/// The answer, as typed: `?` asks for help, `<` goes back, `-` skips, anything else answers.
struct HumanInput {
  std::string text;
  bool left = false;  ///< the person went away (Ctrl-C, Ctrl-D): keep what there is
};
ATLAS_JSON_FORM(HumanInput);

/// What an interview starts from; part of an Operation.
struct InterviewOptions {
  std::string language = "en";
  bool advanced = false;
  bool resume = false;
  bool edit = false;
  std::string answers_path;       ///< answers to start from; may be empty
  std::string facts_path;         ///< what the cluster has; may be empty
  std::vector<std::string> sets;  ///< ID=ANSWER, or PATH=VALUE with `edit`
  std::string command;            ///< how a person calls the interview; for the words at its end
};
ATLAS_JSON_FORM(InterviewOptions);

}  // namespace atlas::spec

ATLAS_MESSAGE(atlas::spec::HumanInputRequest, "atlas.HumanInputRequest.v1")
ATLAS_MESSAGE(atlas::spec::HumanInput, "atlas.HumanInput.v1")
