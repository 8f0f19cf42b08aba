#include "atlas/spec/messages/human_input.hpp"

namespace atlas::spec {

ATLAS_JSON(HumanChoice, value, label);
ATLAS_JSON(HumanRow, id, label, value, note);
ATLAS_JSON(HumanInputRequest, id, kind, number, section, prompt, help, refusal, hint, choices, rows, default_value);
ATLAS_JSON(HumanInput, text, left);
ATLAS_JSON(InterviewOptions, language, advanced, resume, edit, answers_path, facts_path, sets, command);

}  // namespace atlas::spec
