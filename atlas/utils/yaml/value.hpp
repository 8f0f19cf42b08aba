#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/json.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atlas::yaml {

/// The text a value came from, kept while any value of it lives, so that a diagnostic can show its line.
struct Source {
  std::string file;
  std::string text;
  std::vector<std::size_t> line_starts;  ///< offsets into text, made by index()

  /// A source whose lines are found at once.
  static std::shared_ptr<const Source> index(std::string file, std::string text);
  /// Line `number` (from 1) without its end; empty when there is none.
  std::string_view line(int number) const;
};

/// A place in a Source; line and column count from 1.
struct Mark {
  std::shared_ptr<const Source> source;
  int line = 0;
  int column = 0;

  /// With the text of the line. Nothing when the mark has no source.
  std::optional<SourceLocation> location() const;
};

enum class Kind { null, boolean, integer, number, string, sequence, mapping };

/// A YAML or JSON value (YAML 1.2 core schema: only true/false are booleans, no octal surprises) that knows where it
/// stands. Mappings keep the order of the text. A plain value type: copy and move freely.
class Value {
 public:
  using Sequence = std::vector<Value>;
  struct Member;
  using Mapping = std::vector<Member>;

  Value() = default;
  /// A value from JSON, all of it at `mark` (defaults, migrations).
  static Value from_json(const Json& json, const Mark& mark);
  /// The scalar that plain (unquoted) YAML text means: the core schema decides its kind.
  static Value plain(std::string text, Mark mark);
  static Value string(std::string text, Mark mark);
  static Value sequence(Mark mark);
  static Value mapping(Mark mark);

  Kind kind() const { return kind_; }
  const Mark& mark() const { return mark_; }
  void set_mark(Mark mark) { mark_ = std::move(mark); }
  std::optional<SourceLocation> location() const { return mark_.location(); }

  bool is_null() const { return kind_ == Kind::null; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_mapping() const { return kind_ == Kind::mapping; }
  bool is_sequence() const { return kind_ == Kind::sequence; }

  /// The scalar as written, for messages.
  const std::string& text() const { return text_; }
  /// Only for the kind that the name says; a bug otherwise. A string is its text().
  std::int64_t integer() const;
  double number() const;  ///< also of an integer
  bool boolean() const;

  const Sequence& items() const { return items_; }
  Sequence& items() { return items_; }
  const Mapping& members() const { return members_; }
  Mapping& members() { return members_; }

  /// The member of that name, or nullptr. Also nullptr when this is no mapping.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  /// Adds or replaces a member; keeps the order and, when it replaces, the key's mark.
  void set(std::string_view key, Value value);
  bool erase(std::string_view key);

  /// The value a JSON pointer names, or nullptr.
  const Value* at_pointer(std::string_view pointer) const;
  /// Where the pointer's value stands, or its nearest existing parent.
  std::optional<SourceLocation> location_at(std::string_view pointer) const;
  /// Where the pointer's *key* stands (falls back to the value).
  std::optional<SourceLocation> key_location_at(std::string_view pointer) const;

  Json to_json() const;

  /// Equal in kind, content and order; marks do not count.
  bool same_as(const Value& other) const;

 private:
  Kind kind_ = Kind::null;
  Mark mark_;
  std::string text_;
  Sequence items_;
  Mapping members_;
};

struct Value::Member {
  std::string key;
  Mark key_mark;
  Value value;
};

/// `null`, `a mapping`, … as messages say it.
std::string_view kind_name(Kind kind);

/// Escapes one JSON pointer token (`~` and `/`).
std::string pointer_token(std::string_view key);

}  // namespace atlas::yaml
