#include "atlas/cli/views/question_view.hpp"

#include "atlas/cli/wrap.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

using spec::HumanInputKind;
using spec::HumanInputRequest;

using Paint = std::string (Style::*)(std::string_view) const;

std::size_t width_of(const Style& style) { return static_cast<std::size_t>(std::clamp(style.width, 20, 100)); }

// Words longer than the line (keys, paths) are left to the terminal.
std::string paragraph(const std::string& words, const Style& style, Paint paint, std::size_t indent = 0) {
  std::string text;
  for (const std::string& piece : text::lines(words)) {
    for (const std::string& line : wrap(text::printable(piece), width_of(style) - indent)) {
      text += std::string(indent, ' ') + (style.*paint)(line) + "\n";
    }
  }
  return text;
}

std::string cut(const std::string& words, std::size_t width) {
  const std::string line = text::printable(words);
  if (text::width(line) <= width || width < 2) {
    return line;
  }
  std::size_t end = 0;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    text::next_code_point(line, end);
  }
  return line.substr(0, end) + "…";
}

std::string pad(const std::string& words, std::size_t width) {
  const std::size_t used = text::width(words);
  return words + std::string(used < width ? width - used : 0, ' ');
}

std::string choices_text(const HumanInputRequest& request, const Style& style) {
  std::size_t widest = 0;
  for (const spec::HumanChoice& choice : request.choices) {
    widest = std::max(widest, std::min<std::size_t>(text::width(choice.value), 24));
  }
  std::string text;
  for (std::size_t i = 0; i < request.choices.size(); ++i) {
    const spec::HumanChoice& choice = request.choices[i];
    std::string line =
        fmt::format("{:>3}  {}", i + 1, pad(text::printable(choice.value), choice.label.empty() ? 0 : widest));
    if (!choice.label.empty()) {
      line += "  " + text::printable(choice.label);
    }
    text += cut(line, width_of(style)) + "\n";
  }
  return text;
}

std::string rows_text(const HumanInputRequest& request, const Style& style) {
  std::size_t widest = 0;
  for (const spec::HumanRow& row : request.rows) {
    widest = std::max(widest, std::min<std::size_t>(text::width(row.label), width_of(style) / 3));
  }
  std::string text;
  for (std::size_t i = 0; i < request.rows.size(); ++i) {
    const spec::HumanRow& row = request.rows[i];
    const std::string head = fmt::format("{:>3}  {}  ", i + 1, pad(cut(row.label, width_of(style) / 3), widest));
    const std::size_t left = width_of(style) - std::min(width_of(style) - 1, text::width(head));
    const std::string value = cut(row.value, left);
    const std::size_t rest = left - std::min(left, text::width(value) + 2);
    const bool fits = !row.note.empty() && rest > 8;
    text += head + style.bold(value) + (fits ? "  " + style.dim(cut(row.note, rest)) : "") + "\n";
  }
  return text;
}

}  // namespace

std::string question_text(const HumanInputRequest& request, const Style& style) {
  if (request.kind == HumanInputKind::notice) {
    return style.good(text::printable(request.prompt)) + "\n";  // not wrapped: it holds a command to copy
  }
  std::string text = "\n";
  if (!request.refusal.empty()) {
    text += paragraph("! " + request.refusal, style, &Style::bad);
  }
  const std::string number = request.number > 0 ? fmt::format("{}. ", request.number) : "";
  text += rows_text(request, style);
  text +=
      paragraph(number + (request.section.empty() ? "" : request.section + ": ") + request.prompt, style, &Style::bold);
  if (!request.help.empty()) {
    text += paragraph(request.help, style, &Style::dim, 2);
  }
  text += choices_text(request, style);
  return text + paragraph(request.hint, style, &Style::dim);
}

std::string question_prompt(const HumanInputRequest& request, const Style& style) {
  if (!request.default_value || request.default_value->empty() || *request.default_value == "=") {
    return "> ";
  }
  return "[" + cut(*request.default_value, width_of(style) / 2) + "] > ";
}

}  // namespace atlas::cli
