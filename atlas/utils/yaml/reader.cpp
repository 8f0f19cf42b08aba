#include "atlas/utils/yaml/reader.hpp"

#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/builder.hpp"
#include "atlas/utils/yaml/event_stream.hpp"
#include "atlas/utils/yaml/problems.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace atlas::yaml {

const DiagnosticKind k_too_large("ATLAS-E1002", Severity::error, "the file is too large",
                                 "A file that a person writes has some kilobytes. Much larger ones are refused before "
                                 "they are read, because they are a mistake (a log, a disk image) or an attack.");

const DiagnosticKind k_not_text(
    "ATLAS-E1003", Severity::error, "the file is not plain text",
    "The file holds NUL bytes, control characters, invisible characters (zero width, direction changes) "
    "or bytes that are not UTF-8. Often it is not the file that was meant (an archive, a program), or it "
    "was saved in another encoding. Save it as UTF-8 and remove such characters; in YAML they can be "
    "written as escapes in double quotes where a field allows them.");

const DiagnosticKind k_syntax(
    "ATLAS-E1006", Severity::error, "the text is not valid YAML",
    "The YAML reader cannot make sense of the text at this place. The mistake often stands a line before: "
    "a missing colon, quote or bracket, or wrong indentation.");

namespace {

ATLAS_DIAGNOSTIC(k_empty, "ATLAS-E1001", error, "the file is empty",
                 "The file holds no YAML value: it is empty or has only comments. `atlas init` writes a first spec; "
                 "the folder examples/ has complete ones.");
ATLAS_DIAGNOSTIC(
    k_several, "ATLAS-E1008", error, "the file holds several documents",
    "A line `---` starts another YAML document, and ATLAS reads one per file. Put each into its own file.");

constexpr std::size_t k_shown_characters = 5;

std::string name_of(char32_t c) {
  if (c == 0) {
    return "a NUL byte";
  }
  return fmt::format("the control or invisible character U+{:04X}", static_cast<unsigned>(c));
}

// Reports each line's first bad character, some lines at most: a binary file has thousands.
void check_characters(const std::shared_ptr<const Source>& source, Diagnostics& diagnostics) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < source->line_starts.size() && found < k_shown_characters; ++i) {
    const std::string_view line = source->line(static_cast<int>(i) + 1);
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t begin = at;
      const auto c = text::next_code_point(line, at);
      if (c && !text::is_forbidden(*c)) {
        continue;
      }
      const std::string what = c ? name_of(*c) : std::string("a byte that is not UTF-8");
      diagnostics.add(k_not_text(fmt::format("the text holds {}", what))
                          .at(Mark{source, static_cast<int>(i) + 1, static_cast<int>(begin) + 1}.location())
                          .fix("remove it, or save the file as UTF-8 text"));
      ++found;
      break;
    }
  }
}

std::map<int, int> tab_lines(const Source& source) {
  std::map<int, int> result;
  if (source.text.find('\t') == std::string::npos) {
    return result;
  }
  for (std::size_t i = 0; i < source.line_starts.size(); ++i) {
    const std::string_view line = source.line(static_cast<int>(i) + 1);
    const std::size_t first = line.find_first_not_of(" \t");
    const std::size_t tab = line.find('\t');
    if (first != std::string_view::npos && tab < first) {
      result.emplace(static_cast<int>(i) + 1, static_cast<int>(tab) + 1);
    }
  }
  return result;
}

std::string normalised_ends(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.erase(0, 3);
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') {
      out += text[i];
    }
  }
  return out;
}

// libyaml stops at the first tab that indents, or in the line behind it; the ones below are the same mistake.
bool report_tabs(const SyntaxProblem& problem, const std::shared_ptr<const Source>& source, Diagnostics& diagnostics) {
  const std::map<int, int> tabs = tab_lines(*source);
  const auto first = tabs.lower_bound(problem.mark.line - 1);
  if (first == tabs.end() || first->first > problem.mark.line) {
    return false;
  }
  for (auto it = first; it != tabs.end(); ++it) {
    diagnostics.add(
        k_tab("a tab is used for indentation").at(Mark{source, it->first, it->second}.location()).fix("use spaces"));
  }
  return true;
}

void report_syntax(const SyntaxProblem& problem, Diagnostics& diagnostics) {
  if (problem.context == "while scanning a quoted scalar" && problem.problem == "found unexpected end of stream") {
    diagnostics.add(k_syntax("this is not valid YAML: the quote that starts here is never closed")
                        .at(problem.context_mark.location())
                        .fix("add the closing quote"));
    return;
  }
  const bool elsewhere = problem.context_mark.line < problem.mark.line && !problem.context.empty();
  diagnostics.add(
      k_syntax(fmt::format("this is not valid YAML: {}", problem.problem))
          .at(problem.mark.location())
          .because(elsewhere ? fmt::format("{} that starts in line {}", problem.context, problem.context_mark.line)
                             : "")
          .fix("check quotes, brackets, colons and indentation here and in the line before"));
}

// What else was found in a text that is no YAML is often only a consequence; keys that stand twice are not.
void keep_certain(const Diagnostics& found, Diagnostics& diagnostics) {
  for (const Diagnostic& problem : found.items()) {
    if (problem.id == k_duplicate_key.id()) {
      diagnostics.add(problem);
    }
  }
}

// Builds the one document of the text; false when the text is no YAML.
bool build_document(EventStream& events, Builder& builder, Diagnostics& diagnostics) {
  for (int documents = 0; events.next();) {
    if (events.event().type == YAML_STREAM_END_EVENT) {
      return true;
    }
    if (events.event().type == YAML_DOCUMENT_START_EVENT && ++documents > 1) {
      diagnostics.add(k_several("the file holds more than one YAML document")
                          .at(events.mark().location())
                          .fix("put each document into its own file"));
      return true;
    }
    builder.add(events.event(), events.mark());
  }
  return false;
}

std::optional<Value> parse(const std::shared_ptr<const Source>& source, const Limits& limits,
                           Diagnostics& diagnostics) {
  Diagnostics found;
  Builder builder(source, limits, found);
  EventStream events(source);
  try {
    if (build_document(events, builder, found)) {
      diagnostics.add(found);
      return builder.take();
    }
    keep_certain(found, diagnostics);
    if (const SyntaxProblem problem = events.problem(); !report_tabs(problem, source, diagnostics)) {
      report_syntax(problem, diagnostics);
    }
  } catch (const Builder::Stop&) {
    diagnostics.add(found);
  }
  return std::nullopt;
}

// The reader knows no schema, so it goes by the word: a line that seems to hold a secret is not quoted.
Diagnostics without_secret_lines(const Diagnostics& found) {
  static constexpr std::array<std::string_view, 6> k_words{"token",  "password",   "passwd",
                                                           "secret", "passphrase", "private"};
  Diagnostics result;
  for (Diagnostic problem : found.items()) {
    if (problem.where) {
      const std::string line = text::lower(problem.where->source_line);
      if (std::any_of(k_words.begin(), k_words.end(),
                      [&](std::string_view word) { return line.find(word) != line.npos; })) {
        problem.where->source_line.clear();
      }
    }
    result.add(std::move(problem));
  }
  return result;
}

}  // namespace

std::optional<Value> read(std::string file, std::string text, Diagnostics& diagnostics, const Limits& limits) {
  if (text.size() > limits.bytes) {
    diagnostics.add(
        k_too_large(fmt::format("the text has {} bytes, more than the {} allowed", text.size(), limits.bytes))
            .at(SourceLocation{file, 0, 0, {}})
            .fix("check that this is the file you meant"));
    return std::nullopt;
  }
  Diagnostics found;
  const auto source = Source::index(std::move(file), normalised_ends(std::move(text)));
  check_characters(source, found);
  std::optional<Value> value;
  if (found.empty()) {
    value = parse(source, limits, found);
    if (value && value->is_null() && found.empty()) {
      found.add(k_empty(fmt::format("'{}' is empty", source->file))
                    .at(SourceLocation{source->file, 0, 0, {}})
                    .fix("write the spec into it; `atlas schema --markdown` explains every setting"));
    }
  }
  diagnostics.add(without_secret_lines(found));
  return found.has_errors() ? std::nullopt : std::move(value);
}

}  // namespace atlas::yaml
