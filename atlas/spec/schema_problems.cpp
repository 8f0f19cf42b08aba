#include "atlas/spec/schema_problems.hpp"

#include "atlas/utils/text.hpp"

#include <fmt/format.h>

namespace atlas::spec {
namespace {

ATLAS_DIAGNOSTIC(
    k_unknown_key, "ATLAS-E1101", error, "a key is not known here",
    "Every key of a spec has a meaning; one that ATLAS does not know is a typo, stands at the wrong level, "
    "or belongs to another version. `atlas schema --markdown` lists all keys.");
ATLAS_DIAGNOSTIC(k_missing_key, "ATLAS-E1102", error, "a required key is missing",
                 "This mapping needs a key that is not there and for which no default is safe.");
ATLAS_DIAGNOSTIC(
    k_wrong_type, "ATLAS-E1103", error, "a value has the wrong type",
    "Another kind of value belongs here: text, number, true/false, list or mapping. Text that looks like a "
    "number or a word such as true must be quoted; a list's items start with `- `.");
ATLAS_DIAGNOSTIC(k_range, "ATLAS-E1104", error, "a value is out of range",
                 "The value is smaller, larger, shorter or longer than what this key allows.");
ATLAS_DIAGNOSTIC(
    k_not_allowed, "ATLAS-E1105", error, "a value is not one of those allowed",
    "This key takes one of a few words, and what was written is none of them. Upper and lower case differ. The "
    "message lists the words; `atlas schema --markdown` shows them with their meaning.");
ATLAS_DIAGNOSTIC(k_form, "ATLAS-E1106", error, "a value has the wrong form",
                 "The text does not have the form this key needs: a name with other characters, an address that is "
                 "none, a size without a known unit. Letters that only look like ASCII ones (Cyrillic а, е, о) are "
                 "refused too; the message then names them.");
ATLAS_DIAGNOSTIC(k_violation, "ATLAS-E1107", error, "the value does not follow the schema",
                 "The value breaks a rule of the schema that has no message of its own.");

constexpr std::size_t k_shown = 60;

struct Place {
  const SchemaError& error;
  const yaml::Value& document;
  SchemaNode schema;  // of the value itself
  const yaml::Value* value;

  std::string address() const { return address_of(document, error.instance_path); }
};

bool is_secret(const Place& place) { return place.schema.keyword("x-secret") != nullptr; }

std::string shown(std::string text) {
  if (text.size() > k_shown) {
    text = fmt::format("{}… ({} characters)", text.substr(0, text::char_boundary(text, k_shown)), text.size());
  }
  return "'" + text + "'";
}

std::string value_text(const Place& place) {
  if (is_secret(place)) {
    return "the value";
  }
  return place.value != nullptr && !place.value->text().empty() ? shown(place.value->text()) : "the value";
}

Diagnostic at_value(const Place& place, const DiagnosticKind& kind, std::string summary) {
  return kind(std::move(summary)).at(place.document.location_at(place.error.instance_path)).on(place.address());
}

std::string name_or_root(const std::string& address) { return address.empty() ? "the document" : "'" + address + "'"; }

constexpr std::size_t k_most_names = 20;

void unknown_keys(const Place& place, Diagnostics& out) {
  for (std::size_t i = 0; i < place.error.names.size() && i < k_most_names; ++i) {
    const std::string& name = place.error.names[i];
    const std::string pointer = place.error.instance_path + "/" + yaml::pointer_token(name);
    const std::vector<std::string> known = place.schema.property_names();
    const auto near = nearest(name, known);
    const std::string fix =
        near ? fmt::format("did you mean '{}'?", *near) : fmt::format("known here: {}", text::join(known, ", "));
    out.add(k_unknown_key(fmt::format("{} is not a key of {}", shown(name), name_or_root(place.address())))
                .at(place.document.key_location_at(pointer))
                .on(address_of(place.document, pointer))
                .fix(fix));
  }
}

void missing_keys(const Place& place, Diagnostics& out) {
  for (const std::string& name : place.error.names) {
    const SchemaNode wanted = place.schema.property(name);
    Diagnostic problem =
        at_value(place, k_missing_key, fmt::format("{} needs the key '{}'", name_or_root(place.address()), name));
    out.add(std::move(problem).because(wanted.text("description")).fix(fmt::format("add '{}: …'", name)));
  }
}

std::string type_words(const SchemaNode& schema) {
  std::vector<std::string> words;
  const std::pair<const char*, const char*> k_words[] = {{"string", "text"},     {"integer", "a whole number"},
                                                         {"number", "a number"}, {"boolean", "true or false"},
                                                         {"array", "a list"},    {"object", "a mapping"}};
  for (const auto& [type, word] : k_words) {
    if (schema.has_type(type)) {
      words.emplace_back(word);
    }
  }
  return words.empty() ? "another kind of value" : text::join(words, " or ");
}

void wrong_type(const Place& place, Diagnostics& out) {
  const std::string wanted = type_words(place.schema);
  const std::string got(place.value != nullptr ? yaml::kind_name(place.value->kind()) : "something else");
  Diagnostic problem = at_value(place, k_wrong_type,
                                fmt::format("{} must be {}, but is {}", name_or_root(place.address()), wanted, got));
  const bool quotes = place.schema.has_type("string") && place.value != nullptr && !place.value->text().empty();
  out.add(std::move(problem).fix(quotes && !is_secret(place)
                                     ? fmt::format("write it in quotes: \"{}\"", place.value->text())
                                     : fmt::format("write {}", wanted)));
}

void range(const Place& place, Diagnostics& out) {
  const std::string& keyword = place.error.keyword;
  const Json* limit = place.schema.keyword(keyword.c_str());
  const std::string number = limit != nullptr ? limit->dump() : "?";
  std::string unit = place.schema.text("x-unit");
  unit = unit.empty() ? "" : " " + unit;
  std::string summary;
  if (keyword == "uniqueItems") {
    summary = fmt::format("{} holds an entry twice", name_or_root(place.address()));
  } else if (keyword == "minimum" || keyword == "maximum") {
    summary = fmt::format("{} is {}, but the {} is {}{}", name_or_root(place.address()), value_text(place), keyword,
                          number, unit);
  } else {
    const bool least = keyword.starts_with("min");
    const char* what = keyword.ends_with("Length") ? "characters" : "entries";
    summary =
        fmt::format("{} must have at {} {} {}", name_or_root(place.address()), least ? "least" : "most", number, what);
  }
  out.add(at_value(place, k_range, std::move(summary))
              .fix(keyword == "uniqueItems" ? "remove one of them" : "choose a value within the limits"));
}

void not_allowed(const Place& place, Diagnostics& out) {
  std::vector<std::string> allowed;
  const Json* list = place.schema.keyword(place.error.keyword.c_str());
  if (list != nullptr) {
    for (const Json& entry : list->is_array() ? *list : Json::array({*list})) {
      const std::string word = entry.is_string() ? entry.get<std::string>() : entry.dump();
      allowed.push_back(word.empty() ? "\"\"" : word);
    }
  }
  const auto near = place.value != nullptr ? nearest(text::lower(place.value->text()), allowed) : std::nullopt;
  Diagnostic problem =
      at_value(place, k_not_allowed, fmt::format("{} cannot be {}", name_or_root(place.address()), value_text(place)));
  out.add(std::move(problem)
              .because("allowed: " + text::join(allowed, ", "))
              .fix(near ? fmt::format("did you mean '{}'?", *near) : "use one of them"));
}

// The first character that is not ASCII: the usual reason why a name that looks right is refused.
std::string look_alike(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto c = text::next_code_point(text, at);
    if (c && *c >= 0x80) {
      return fmt::format("it holds '{}' (U+{:04X}), which is not an ASCII character", text.substr(begin, at - begin),
                         static_cast<unsigned>(*c));
    }
  }
  return {};
}

void form(const Place& place, Diagnostics& out) {
  Diagnostic problem =
      at_value(place, k_form,
               fmt::format("{} does not have the right form for {}", value_text(place), name_or_root(place.address())));
  std::string detail = place.value != nullptr && !is_secret(place) ? look_alike(place.value->text()) : "";
  if (detail.empty()) {
    detail = place.schema.text("description");
  }
  const Json* examples = place.schema.keyword("examples");
  std::string fix = fmt::format("it must match {}", place.schema.text("pattern"));
  if (examples != nullptr && !examples->empty()) {
    const Json& first = examples->front();
    fix = fmt::format("write it like {}", first.is_string() ? first.get<std::string>() : first.dump());
  }
  out.add(std::move(problem).because(detail).fix(fix));
}

void bad_key(const Place& place, Diagnostics& out) {
  for (const std::string& name : place.error.names) {
    const std::string pointer = place.error.instance_path + "/" + yaml::pointer_token(name);
    const std::string detail = look_alike(name);
    out.add(k_form(fmt::format("{} is not a valid name in {}", shown(name), name_or_root(place.address())))
                .at(place.document.key_location_at(pointer))
                .on(place.address())
                .because(detail)
                .fix("use lower-case letters, digits and dashes"));
  }
}

}  // namespace

void report_violation(const SchemaError& error, const yaml::Value& document, SchemaNode schema,
                      Diagnostics& diagnostics) {
  const Place place{error, document, schema.at(document, error.instance_path),
                    document.at_pointer(error.instance_path)};
  const std::string& keyword = error.keyword;
  if ((keyword == "additionalProperties" || keyword == "unevaluatedProperties") && !error.names.empty()) {
    unknown_keys(place, diagnostics);
  } else if (keyword == "required" && !error.names.empty()) {
    missing_keys(place, diagnostics);
  } else if (keyword == "propertyNames" && !error.names.empty()) {
    bad_key(place, diagnostics);
  } else if (keyword == "type") {
    wrong_type(place, diagnostics);
  } else if (keyword.starts_with("min") || keyword.starts_with("max") || keyword == "uniqueItems") {
    range(place, diagnostics);
  } else if (keyword == "enum" || keyword == "const") {
    not_allowed(place, diagnostics);
  } else if (keyword == "pattern" || keyword == "format") {
    form(place, diagnostics);
  } else {
    diagnostics.add(
        at_value(place, k_violation, fmt::format("{} breaks the rule '{}'", name_or_root(place.address()), keyword))
            .because(is_secret(place) ? "" : error.message));
  }
}

Diagnostic wrong_form(const yaml::Value& document, const std::string& pointer, const std::string& what) {
  const std::string address = address_of(document, pointer);
  return k_form(fmt::format("'{}' {}", address, what)).at(document.location_at(pointer)).on(address);
}

Diagnostic out_of_range(const yaml::Value& document, const std::string& pointer, const std::string& what) {
  const std::string address = address_of(document, pointer);
  return k_range(fmt::format("'{}' {}", address, what)).at(document.location_at(pointer)).on(address);
}

}  // namespace atlas::spec
