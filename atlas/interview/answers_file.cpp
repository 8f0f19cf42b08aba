#include "atlas/interview/answers_file.hpp"

#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace atlas::interview {
namespace {

ATLAS_DIAGNOSTIC(
    k_no_answers, "ATLAS-E7123", error, "the file holds no answers",
    "A file of answers is what `atlas init` writes beside the spec: a mapping with `apiVersion: atlas/v1`, "
    "`kind: Answers`, `language` and `answers`, the last one from a question's id to its answer. Answer "
    "the questions once with `atlas init`, or copy such a file and change it.");

ATLAS_DIAGNOSTIC(k_bad_assignment, "ATLAS-E7124", error, "this sets nothing",
                 "--set takes the id of a question, an equals sign and the answer, such as --set name=shop; with "
                 "--edit it takes the place in the spec, such as --set machines/web-01/memory=8G. A file of answers "
                 "shows every id.");

}  // namespace

std::string write_answers(const AnswersFile& file) {
  Json answers = Json::object();
  for (const auto& [id, answer] : file.answers) {
    answers[id] = answer;
  }
  return emit::yaml_document(
      {{"apiVersion", "atlas/v1"}, {"kind", "Answers"}, {"language", file.language}, {"answers", std::move(answers)}},
      false);
}

std::optional<AnswersFile> read_answers(const std::string& path, const std::string& text, Diagnostics& diagnostics) {
  const std::optional<yaml::Value> document = yaml::read(path, text, diagnostics);
  if (!document) {
    return std::nullopt;
  }
  const yaml::Value* kind = document->find("kind");
  const yaml::Value* answers = document->find("answers");
  const yaml::Value* version = document->find("apiVersion");
  if (kind == nullptr || kind->text() != "Answers" || version == nullptr || version->text() != "atlas/v1" ||
      answers == nullptr || !answers->is_mapping()) {
    diagnostics.add(k_no_answers(fmt::format("'{}' holds no answers of an interview", path))
                        .at(document->location())
                        .fix("give a file that `atlas init` wrote"));
    return std::nullopt;
  }
  AnswersFile file;
  const yaml::Value* language = document->find("language");
  file.language = language == nullptr ? "" : language->text();
  for (const yaml::Value::Member& member : answers->members()) {
    file.answers[member.key] = member.value.text();
  }
  return file;
}

bool set_answer(const std::string& assignment, Answers& answers, Diagnostics& diagnostics) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    diagnostics.add(k_bad_assignment("--set has no ID=ANSWER").fix("write --set name=shop"));
    return false;
  }
  answers[assignment.substr(0, equals)] = assignment.substr(equals + 1);
  return true;
}

std::string answers_path(const std::string& spec_path) {
  const std::filesystem::path path(spec_path);
  return (path.parent_path() / ("." + path.stem().string() + ".interview.yaml")).string();
}

}  // namespace atlas::interview
