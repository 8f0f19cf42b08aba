#include "atlas/utils/yaml/reader.hpp"

#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/builder.hpp"
#include "atlas/utils/yaml/problems.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sstream>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

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

namespace {

ATLAS_DIAGNOSTIC(k_empty, "ATLAS-E1001", error, "the file is empty",
                 "The file holds no YAML value: it is empty or has only comments. `atlas init` writes a first spec; "
                 "the folder examples/ has complete ones.");
ATLAS_DIAGNOSTIC(k_syntax, "ATLAS-E1006", error, "the text is not valid YAML",
                 "The YAML reader cannot make sense of the text at this place. The mistake often stands a line before: "
                 "a missing colon, quote or bracket, or wrong indentation.");
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
    if (first != std::string_view::npos && line[first] != '#' && tab < first) {
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

// A syntax error at or behind a tab-indented line is that tab's fault.
void report_syntax(const YAML::Exception& error, const std::shared_ptr<const Source>& source,
                   const std::map<int, int>& tabs, Diagnostics& diagnostics) {
  const Mark mark{source, error.mark.line + 1, error.mark.column + 1};
  const auto tab = tabs.upper_bound(mark.line + 1);
  if (tab != tabs.begin()) {
    for (auto it = tabs.begin(); it != tab; ++it) {
      diagnostics.add(
          k_tab("a tab is used for indentation").at(Mark{source, it->first, it->second}.location()).fix("use spaces"));
    }
    return;
  }
  diagnostics.add(k_syntax(fmt::format("this is not valid YAML: {}", error.msg))
                      .at(mark.location())
                      .fix("check quotes, brackets, colons and indentation here and in the line before"));
}

// yaml-cpp takes the end of the text for a missing closing quote. Only the last scalar can be cut that way.
bool ends_inside_quotes(const Mark& scalar) {
  const std::string_view text = scalar.source->text;
  std::size_t at = scalar.source->line_starts[static_cast<std::size_t>(scalar.line) - 1] +
                   static_cast<std::size_t>(scalar.column) - 1;
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = text.find_first_not_of(" \t\n", text.find_first_of(" \t\n", at));
  }
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) {
    return false;
  }
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    const bool escape = quote == '"' && text[at] == '\\';
    const bool doubled = text[at] == quote && quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
    if (escape || doubled) {
      ++at;
    } else if (text[at] == quote) {
      return false;
    }
  }
  return true;
}

void check_quotes(const Mark& scalar, Diagnostics& diagnostics) {
  if (scalar.source && ends_inside_quotes(scalar)) {
    diagnostics.add(k_syntax("this is not valid YAML: the quote that starts here is never closed")
                        .at(scalar.location())
                        .fix("add the closing quote"));
  }
}

// yaml-cpp starts a new document at whatever does not fit into the one before.
void report_rest(const Mark& start, Diagnostics& diagnostics) {
  int line = start.line;
  while (line > 1 && !start.source->line(line).starts_with("---") &&
         (line == start.line || text::trim(start.source->line(line)).empty())) {
    --line;
  }
  if (start.source->line(line).starts_with("---")) {
    diagnostics.add(k_several("the file holds more than one YAML document")
                        .at(start.location())
                        .fix("put each document into its own file"));
    return;
  }
  diagnostics.add(k_syntax("this is not valid YAML: the line does not belong to what stands above it")
                      .at(start.location())
                      .fix("check the indentation, and whether a list and a mapping are mixed"));
}

// What else was found in a text that is no YAML is often only a consequence; keys that stand twice are not.
void keep_certain(const Diagnostics& found, Diagnostics& diagnostics) {
  for (const Diagnostic& problem : found.items()) {
    if (problem.id == k_duplicate_key.id()) {
      diagnostics.add(problem);
    }
  }
}

std::optional<Value> parse(const std::shared_ptr<const Source>& source, const Limits& limits,
                           Diagnostics& diagnostics) {
  const std::map<int, int> tabs = tab_lines(*source);
  Diagnostics found;
  Builder builder(source, limits, tabs, found);
  try {
    std::istringstream stream(source->text);
    YAML::Parser parser(stream);
    const bool any = parser.HandleNextDocument(builder);
    diagnostics.add(found);
    if (!any) {
      return Value();
    }
    Value value = builder.take();
    check_quotes(builder.last_quoted(), diagnostics);
    Builder next(source, limits, tabs, diagnostics);
    if (parser.HandleNextDocument(next)) {
      report_rest(next.start(), diagnostics);
    }
    return value;
  } catch (const Builder::LimitReached&) {
    diagnostics.add(found);
    return std::nullopt;
  } catch (const YAML::DeepRecursion& error) {
    diagnostics.add(k_too_complex("the text nests too deep")
                        .at(Mark{source, error.mark.line + 1, error.mark.column + 1}.location())
                        .fix("check the brackets; no spec needs that many levels"));
  } catch (const YAML::Exception& error) {
    keep_certain(found, diagnostics);
    report_syntax(error, source, tabs, diagnostics);
  } catch (const std::exception& error) {
    diagnostics.add(
        k_syntax(fmt::format("this is not valid YAML: {}", error.what())).at(SourceLocation{source->file, 0, 0, {}}));
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
