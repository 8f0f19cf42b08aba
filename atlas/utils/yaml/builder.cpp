#include "atlas/utils/yaml/builder.hpp"

#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/problems.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::yaml {

const DiagnosticKind k_duplicate_key(
    "ATLAS-E1004", Severity::error, "a key stands twice in one mapping",
    "YAML readers silently keep one of two equal keys, and not all the same one. ATLAS refuses such a file, because "
    "one of the two values would be ignored. Remove one of them, or move it to the mapping it belongs to (often the "
    "indentation is wrong).");
const DiagnosticKind k_tab("ATLAS-E1005", Severity::error, "a tab is used for indentation",
                           "YAML allows only spaces for indentation. Replace each tab at the start of the line by "
                           "spaces, and set the editor to insert spaces in YAML files.");
const DiagnosticKind k_too_complex(
    "ATLAS-E1007", Severity::error, "the text nests too deep or expands to too many values",
    "The text has more levels or, with its aliases (*name) written out, more values than any file a person writes. "
    "Small files can be made to fill the memory that way, so reading stops here. Use profiles, `defaults` and `count` "
    "instead of repeated aliases.");
const DiagnosticKind k_key_not_string(
    "ATLAS-E1009", Severity::error, "a key is not text",
    "Keys of mappings are text. A number, true, false, null, a list or a mapping as a key means something different "
    "to each program. If the text is meant, write it in quotes: \"80\": …");
const DiagnosticKind k_unsupported(
    "ATLAS-E1010", Severity::error, "a YAML tag or merge key is not supported",
    "ATLAS reads plain YAML 1.2: tags such as !!binary, !!python/object or !vault and the merge key `<<` are not part "
    "of it. Write the value itself; to share settings use `profile`, `defaults` or an alias for a whole value.");

namespace {

constexpr std::string_view k_core_tags = "tag:yaml.org,2002:";
constexpr std::size_t k_bytes_per_cost = 64;
constexpr std::size_t k_most_problems = 100;

std::size_t cost_of(const std::string& text) { return 1 + text.size() / k_bytes_per_cost; }

std::string text_of(const yaml_char_t* text) {
  return text != nullptr ? reinterpret_cast<const char*>(text) : std::string();
}

std::string text_of(const yaml_char_t* text, std::size_t size) { return {reinterpret_cast<const char*>(text), size}; }

}  // namespace

Builder::Builder(std::shared_ptr<const Source> source, const Limits& limits, Diagnostics& diagnostics)
    : source_(std::move(source)), limits_(limits), diagnostics_(diagnostics) {}

void Builder::add(const yaml_event_t& event, const Mark& mark) {
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      return add_scalar(event, mark);
    case YAML_ALIAS_EVENT:
      return add_alias(event, mark);
    case YAML_SEQUENCE_START_EVENT: {
      const auto& start = event.data.sequence_start;
      return open(Value::sequence(mark), start.anchor, text_of(start.tag), "seq");
    }
    case YAML_MAPPING_START_EVENT: {
      const auto& start = event.data.mapping_start;
      return open(Value::mapping(mark), start.anchor, text_of(start.tag), "map");
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return close();
    default:
      return;
  }
}

void Builder::report(Diagnostic diagnostic) {
  if (diagnostics_.size() < k_most_problems) {
    diagnostics_.add(std::move(diagnostic));
  }
}

void Builder::check_escapes(const Value& value) {
  const std::string& text = value.text();
  for (std::size_t at = 0; at < text.size();) {
    const auto c = text::next_code_point(text, at);
    if (!c || text::is_forbidden(*c)) {
      report(k_not_text("the text holds an escaped control or invisible character")
                 .at(value.location())
                 .fix("remove the escape"));
      return;
    }
  }
}

void Builder::spend(std::size_t cost, const Mark& mark) {
  cost_ += cost;
  if (cost_ > limits_.nodes) {
    report(k_too_complex(fmt::format("the text expands to more than {} values", limits_.nodes))
               .at(mark.location())
               .fix("remove the aliases that multiply the text"));
    throw Stop("values");
  }
}

void Builder::add_scalar(const yaml_event_t& event, const Mark& mark) {
  const auto& scalar = event.data.scalar;
  const std::string tag = text_of(scalar.tag);
  const bool as_text =
      scalar.style != YAML_PLAIN_SCALAR_STYLE || tag == "!" || tag == fmt::format("{}str", k_core_tags);
  std::string text = text_of(scalar.value, scalar.length);
  Value value = as_text ? Value::string(std::move(text), mark) : Value::plain(std::move(text), mark);
  if (scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
    check_escapes(value);
  }
  constexpr std::string_view k_names[] = {"null", "bool", "int", "float", "str"};
  check_tag(tag, k_names[static_cast<std::size_t>(value.kind())], mark);
  const std::size_t cost = cost_of(value.text());
  spend(cost, mark);
  if (scalar.anchor != nullptr) {
    anchors_[text_of(scalar.anchor)] = {value, cost};
  }
  place(std::move(value), as_text, false);
}

void Builder::add_alias(const yaml_event_t& event, const Mark& mark) {
  const std::string name = text_of(event.data.alias.anchor);
  const bool inside = std::any_of(frames_.begin(), frames_.end(), [&](const Frame& f) { return f.anchor == name; });
  const auto it = anchors_.find(name);
  if (inside) {
    report(
        k_too_complex("an alias stands inside the value that it names").at(mark.location()).fix("write the value out"));
    throw Stop("cycle");
  }
  if (it == anchors_.end()) {
    report(k_syntax(fmt::format("this is not valid YAML: nothing above is named by an anchor '&{}'", name))
               .at(mark.location())
               .fix("write the value out, or put a text that starts with '*' in quotes"));
    throw Stop("alias");
  }
  spend(it->second.cost, mark);
  place(it->second.value, false, true);
}

void Builder::open(Value collection, const yaml_char_t* anchor, const std::string& tag, std::string_view expected) {
  const Mark mark = collection.mark();
  check_tag(tag, expected, mark);
  if (frames_.size() >= limits_.depth) {
    report(k_too_complex(fmt::format("the text nests deeper than {} levels", limits_.depth))
               .at(mark.location())
               .fix("check the brackets; no spec needs that many levels"));
    throw Stop("depth");
  }
  Frame frame;
  frame.value = std::move(collection);
  frame.anchor = text_of(anchor);
  frame.cost_before = cost_;
  spend(1, mark);
  frames_.push_back(std::move(frame));
}

void Builder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (!frame.anchor.empty()) {
    anchors_[frame.anchor] = {frame.value, cost_ - frame.cost_before};
    spend(cost_ - frame.cost_before, frame.value.mark());  // the copy that waits for aliases
  }
  place(std::move(frame.value), false, false);
}

void Builder::place(Value value, bool quoted, bool is_alias) {
  if (frames_.empty()) {
    root_ = std::move(value);
    return;
  }
  Frame& frame = frames_.back();
  if (frame.value.is_sequence()) {
    frame.value.items().push_back(std::move(value));
  } else if (!frame.key_pending) {
    take_key(frame, value, quoted, is_alias);
  } else {
    frame.key_pending = false;
    if (!frame.key_refused) {
      frame.value.members().push_back({std::move(frame.key), frame.key_mark, std::move(value)});
    }
  }
}

void Builder::take_key(Frame& frame, const Value& value, bool quoted, bool is_alias) {
  frame.key_pending = true;
  frame.key_refused = true;
  const auto where = value.location();
  if (!value.is_string()) {
    const std::string shown =
        value.text().empty() ? "" : fmt::format("; write \"{}\" in quotes if the text is meant", value.text());
    report(k_key_not_string(fmt::format("a key must be text, but this is {}", kind_name(value.kind())))
               .at(where)
               .fix("use a text key" + shown));
    return;
  }
  if (value.text() == "<<" && !quoted && !is_alias) {
    report(k_unsupported("the merge key '<<' is not supported")
               .at(where)
               .fix("use `profile`, `defaults` or repeat the settings"));
    return;
  }
  if (!frame.keys.insert(value.text()).second && diagnostics_.size() < k_most_problems) {
    const auto first = std::find_if(frame.value.members().begin(), frame.value.members().end(),
                                    [&](const Value::Member& m) { return m.key == value.text(); });
    const int line = first == frame.value.members().end() ? 0 : first->key_mark.line;
    report(k_duplicate_key(fmt::format("the key '{}' stands twice in this mapping", value.text()))
               .at(where)
               .because(line > 0 ? fmt::format("it first stands in line {}", line) : std::string())
               .fix("remove one of them, or check the indentation"));
    return;
  }
  frame.key_refused = false;
  frame.key = value.text();
  frame.key_mark = value.mark();
}

void Builder::check_tag(const std::string& tag, std::string_view expected, const Mark& mark) {
  if (tag.empty() || tag == "!" || tag == fmt::format("{}{}", k_core_tags, expected)) {
    return;
  }
  report(k_unsupported(fmt::format("the tag '{}' is not supported here", tag))
             .at(mark.location())
             .fix("write the value without a tag"));
}

}  // namespace atlas::yaml
