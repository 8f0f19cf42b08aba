#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas {

enum class Severity { error, warning, note };

/// A place in a text file. Lines and columns count from 1; 0 means unknown.
struct SourceLocation {
  std::string file;
  int line = 0;
  int column = 0;
  std::string source_line;  ///< the text of that line, without its end; may be empty

  bool operator==(const SourceLocation&) const = default;
};

/// The one type for everything a user reads about a problem.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string id;       ///< stable, `ATLAS-E1012`; `atlas explain` knows each
  std::string summary;  ///< one line: lower-case start, names the object, no full stop
  std::string detail;   ///< more lines, may be empty
  std::string object;   ///< address of the thing, such as `machines/web-01/memory`; may be empty
  std::optional<SourceLocation> where;
  std::string suggestion;          ///< what to do next; may be empty
  std::vector<std::string> trail;  ///< "while …", innermost first

  // Builders, so that a problem is reported in one expression.
  Diagnostic&& at(SourceLocation location) &&;
  Diagnostic&& at(std::optional<SourceLocation> location) &&;
  Diagnostic&& on(std::string address) &&;
  Diagnostic&& fix(std::string text) &&;
  Diagnostic&& because(std::string text) &&;
  Diagnostic&& during(std::string frame) &&;

  bool operator==(const Diagnostic&) const = default;
};

/// A kind of problem: its stable id, its severity and the text that `atlas explain` prints.
/// Declared with ATLAS_DIAGNOSTIC beside the code that reports it; calling it makes a Diagnostic.
class DiagnosticKind {
 public:
  /// Registers itself. Two kinds with one id stop the program at start-up.
  DiagnosticKind(std::string_view id, Severity severity, std::string_view title, std::string_view explanation);

  Diagnostic operator()(std::string summary) const;

  std::string_view id() const { return id_; }
  Severity severity() const { return severity_; }
  std::string_view title() const { return title_; }
  std::string_view explanation() const { return explanation_; }

  /// All kinds of the program, by id.
  static const std::map<std::string_view, const DiagnosticKind*>& all();

 private:
  std::string_view id_;
  Severity severity_;
  std::string_view title_;
  std::string_view explanation_;
};

/// ATLAS_DIAGNOSTIC(k_name, "ATLAS-E1001", error, "short title", "explanation: what it means, why, how to mend it");
#define ATLAS_DIAGNOSTIC(name, id, severity, title, explanation) \
  const ::atlas::DiagnosticKind name(id, ::atlas::Severity::severity, title, explanation)

/// A list of problems. Never throws one away; not thread-safe.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void add(const Diagnostics& others);
  bool has_errors() const;
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  std::size_t count(Severity severity) const;

  /// By file, line, column, then id and object; equal entries appear once.
  std::vector<Diagnostic> sorted() const;
  const std::vector<Diagnostic>& items() const { return items_; }

  /// Adds a "while …" frame to every entry from index `from` on.
  void during(const std::string& frame, std::size_t from = 0);

 private:
  std::vector<Diagnostic> items_;
};

std::string_view to_string(Severity severity);

void to_json(nlohmann::json& json, const SourceLocation& location);
void from_json(const nlohmann::json& json, SourceLocation& location);
void to_json(nlohmann::json& json, const Diagnostic& diagnostic);
void from_json(const nlohmann::json& json, Diagnostic& diagnostic);
void to_json(nlohmann::json& json, const Diagnostics& diagnostics);
void from_json(const nlohmann::json& json, Diagnostics& diagnostics);

/// The text a person reads: header line, file:line:col, source line with a caret, detail, fix, trail.
/// Control characters of the input are shown as escapes; long source lines are cut around the caret.
/// `colour` adds ANSI colours.
std::string render(const Diagnostic& diagnostic, bool colour);

/// The candidate nearest to `word` within a third of its length, or nothing.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace atlas
