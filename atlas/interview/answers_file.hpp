#pragma once

#include "atlas/interview/walk.hpp"
#include "atlas/utils/diagnostic.hpp"

#include <optional>
#include <string>

namespace atlas::interview {

/// Answers as a file: YAML, `kind: Answers`, a mapping from question id to answer. Also what an interview keeps of
/// itself after each answer.
struct AnswersFile {
  std::string language;
  Answers answers;
};

std::string write_answers(const AnswersFile& file);

/// ATLAS-E7123 when the text has another form; the YAML reader's own problems.
std::optional<AnswersFile> read_answers(const std::string& path, const std::string& text, Diagnostics& diagnostics);

/// ID=ANSWER into the answers; ATLAS-E7124 when there is no `=`.
bool set_answer(const std::string& assignment, Answers& answers, Diagnostics& diagnostics);

/// `.NAME.interview.yaml` beside the spec.
std::string answers_path(const std::string& spec_path);

}  // namespace atlas::interview
