#include "atlas/cli/person.hpp"

#include "atlas/cli/views/question_view.hpp"
#include "atlas/utils/platform.hpp"

#include <iostream>
#include <utility>

namespace atlas::cli {

Person::Person(std::shared_ptr<platform::LineEditor> editor, bool colour)
    : editor_(std::move(editor)), colour_(colour) {
  on<spec::HumanInputRequest>(&Person::ask);
}

spec::HumanInput Person::ask(const spec::HumanInputRequest& request, const runtime::Context& /*context*/) {
  const Style style{colour_ && !editor_->is_plain(), platform::terminal_width()};
  std::cerr << question_text(request, style) << std::flush;
  if (request.kind == spec::HumanInputKind::notice) {
    return {};
  }
  std::vector<std::string> words;
  for (const spec::HumanChoice& choice : request.choices) {
    words.push_back(choice.value);
  }
  if (words.empty() && request.default_value) {
    words.push_back(*request.default_value);
  }
  editor_->complete_with(std::move(words));
  platform::LineEditor::Line line = editor_->read(question_prompt(request, style));
  return {std::move(line.text), line.end != platform::LineEditor::End::line};
}

}  // namespace atlas::cli
