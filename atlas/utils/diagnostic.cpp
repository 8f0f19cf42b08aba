#include "atlas/utils/diagnostic.hpp"

#include "atlas/utils/json.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <tuple>

namespace atlas {
namespace {

std::map<std::string_view, const DiagnosticKind*>& kinds() {
  static std::map<std::string_view, const DiagnosticKind*> map;
  return map;
}

constexpr std::size_t k_shown_width = 120;

struct Excerpt {
  std::string text;
  std::size_t caret;  // display cells before the caret
};

// Cuts a long line around the column, so that the caret stays on screen.
Excerpt excerpt(const std::string& line, int column) {
  const std::size_t at = std::min(line.size(), static_cast<std::size_t>(std::max(column, 1) - 1));
  std::size_t begin = at > k_shown_width / 2 ? at - k_shown_width / 2 : 0;
  begin = text::char_boundary(line, begin);
  const std::size_t end = text::char_boundary(line, std::min(line.size(), begin + k_shown_width));
  const std::string before = text::printable(std::string_view(line).substr(begin, at - begin));
  const std::string after = text::printable(std::string_view(line).substr(at, end > at ? end - at : 0));
  const std::string head = begin > 0 ? "…" : "";
  const std::string tail = end < line.size() ? "…" : "";
  return {head + before + after + tail, text::width(head + before)};
}

std::string paint(bool colour, std::string_view code, std::string_view words) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, words) : std::string(words);
}

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "1;31";
    case Severity::warning:
      return "1;33";
    case Severity::note:
      return "1;36";
  }
  return "0";
}

auto sort_key(const Diagnostic& d) {
  const bool placed = d.where.has_value();
  return std::make_tuple(!placed, placed ? d.where->file : std::string(), placed ? d.where->line : 0,
                         placed ? d.where->column : 0, d.id, d.object, d.summary);
}

}  // namespace

DiagnosticKind::DiagnosticKind(std::string_view id, Severity severity, std::string_view title,
                               std::string_view explanation)
    : id_(id), severity_(severity), title_(title), explanation_(explanation) {
  if (!kinds().emplace(id, this).second) {
    std::fprintf(stderr, "two diagnostics have the id %.*s\n", static_cast<int>(id.size()), id.data());
    std::abort();
  }
}

Diagnostic DiagnosticKind::operator()(std::string summary) const {
  Diagnostic diagnostic;
  diagnostic.severity = severity_;
  diagnostic.id = std::string(id_);
  diagnostic.summary = std::move(summary);
  return diagnostic;
}

const std::map<std::string_view, const DiagnosticKind*>& DiagnosticKind::all() { return kinds(); }

Diagnostic&& Diagnostic::at(SourceLocation location) && {
  where = std::move(location);
  return std::move(*this);
}
Diagnostic&& Diagnostic::at(std::optional<SourceLocation> location) && {
  where = std::move(location);
  return std::move(*this);
}
Diagnostic&& Diagnostic::on(std::string address) && {
  object = std::move(address);
  return std::move(*this);
}
Diagnostic&& Diagnostic::fix(std::string words) && {
  suggestion = std::move(words);
  return std::move(*this);
}
Diagnostic&& Diagnostic::because(std::string words) && {
  detail = std::move(words);
  return std::move(*this);
}
Diagnostic&& Diagnostic::during(std::string frame) && {
  trail.push_back(std::move(frame));
  return std::move(*this);
}

void Diagnostics::add(Diagnostic diagnostic) { items_.push_back(std::move(diagnostic)); }

void Diagnostics::add(const Diagnostics& others) {
  items_.insert(items_.end(), others.items_.begin(), others.items_.end());
}

bool Diagnostics::has_errors() const { return count(Severity::error) > 0; }

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(items_.begin(), items_.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result = items_;
  std::stable_sort(result.begin(), result.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return sort_key(a) < sort_key(b); });
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

void Diagnostics::during(const std::string& frame, std::size_t from) {
  for (std::size_t i = from; i < items_.size(); ++i) {
    items_[i].trail.push_back(frame);
  }
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

std::string render(const Diagnostic& d, bool colour) {
  std::string out =
      fmt::format("{}: {}\n", paint(colour, colour_of(d.severity), fmt::format("{}[{}]", to_string(d.severity), d.id)),
                  text::printable(d.summary));
  if (d.where) {
    const SourceLocation& w = *d.where;
    out += w.line > 0 ? fmt::format("  --> {}:{}:{}\n", text::printable(w.file), w.line, w.column)
                      : fmt::format("  --> {}\n", text::printable(w.file));
    if (w.line > 0 && !w.source_line.empty()) {
      const Excerpt shown = excerpt(w.source_line, w.column);
      const std::string number = std::to_string(w.line);
      out += fmt::format("  {} | {}\n  {:{}} | {:{}}{}\n", number, shown.text, "", number.size(), "", shown.caret,
                         paint(colour, "1;31", "^"));
    }
  }
  for (const std::string& line : text::lines(d.detail)) {
    out += "  " + text::printable(line) + "\n";
  }
  if (!d.object.empty()) {
    out += fmt::format("  on: {}\n", text::printable(d.object));
  }
  if (!d.suggestion.empty()) {
    out += fmt::format("  {}: {}\n", paint(colour, "1;32", "fix"), text::printable(d.suggestion));
  }
  for (const std::string& frame : d.trail) {
    out += fmt::format("  while {}\n", text::printable(frame));
  }
  return out;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  // Long words are not typos, and the distance is quadratic.
  if (word.empty() || word.size() > 64) {
    return std::nullopt;
  }
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = text::edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

void to_json(nlohmann::json& json, const SourceLocation& l) {
  json = {{"file", l.file}, {"line", l.line}, {"column", l.column}, {"source_line", l.source_line}};
}
void from_json(const nlohmann::json& json, SourceLocation& l) {
  l = {json.at("file"), json.at("line"), json.at("column"), json.value("source_line", "")};
}
void to_json(nlohmann::json& json, const Diagnostic& d) {
  json = {{"severity", to_string(d.severity)},
          {"id", d.id},
          {"summary", d.summary},
          {"detail", d.detail},
          {"object", d.object},
          {"suggestion", d.suggestion},
          {"trail", d.trail},
          {"where", d.where}};
}
void from_json(const nlohmann::json& json, Diagnostic& d) {
  const std::string severity = json.at("severity");
  d.severity = severity == "error" ? Severity::error : severity == "warning" ? Severity::warning : Severity::note;
  d.id = json.at("id");
  d.summary = json.at("summary");
  d.detail = json.value("detail", "");
  d.object = json.value("object", "");
  d.suggestion = json.value("suggestion", "");
  d.trail = json.value("trail", std::vector<std::string>{});
  d.where = json.value("where", nlohmann::json()).get<std::optional<SourceLocation>>();
}
void to_json(nlohmann::json& json, const Diagnostics& diagnostics) { json = diagnostics.items(); }
void from_json(const nlohmann::json& json, Diagnostics& diagnostics) {
  for (const auto& entry : json) {
    diagnostics.add(entry.get<Diagnostic>());
  }
}

}  // namespace atlas
