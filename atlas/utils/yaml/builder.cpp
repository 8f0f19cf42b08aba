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

}  // namespace

Builder::Builder(std::shared_ptr<const Source> source, const Limits& limits, const std::map<int, int>& tabs,
                 Diagnostics& diagnostics)
    : source_(std::move(source)), limits_(limits), tabs_(tabs), diagnostics_(diagnostics) {}

Mark Builder::mark_of(const YAML::Mark& mark) const { return {source_, mark.line + 1, mark.column + 1}; }

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
    throw LimitReached("values");
  }
}

void Builder::OnDocumentStart(const YAML::Mark& mark) { start_ = mark_of(mark); }

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  scalar(Value::plain("", mark_of(mark)), false, anchor);
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) {
  const bool as_text = tag == "!" || tag == fmt::format("{}str", k_core_tags);
  Value value = as_text ? Value::string(text, mark_of(mark)) : Value::plain(text, mark_of(mark));
  if (tag == "!") {
    last_quoted_ = value.mark();
    check_escapes(value);
  }
  if (!as_text && tag != "?" && !tag.empty()) {
    constexpr std::string_view k_names[] = {"null", "bool", "int", "float", "str"};
    check_tag(tag, k_names[static_cast<std::size_t>(value.kind())], value.mark());
  }
  scalar(std::move(value), as_text, anchor);
}

void Builder::scalar(Value value, bool quoted, YAML::anchor_t anchor) {
  const std::size_t cost = cost_of(value.text());
  spend(cost, value.mark());
  check_tab(value.mark());
  if (anchor != 0) {
    anchors_[anchor] = {value, cost};
  }
  place(std::move(value), quoted, false);
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto it = anchors_.find(anchor);
  if (it == anchors_.end()) {
    report(k_too_complex("an alias stands inside the value that it names")
               .at(mark_of(mark).location())
               .fix("write the value out"));
    throw LimitReached("cycle");
  }
  spend(it->second.cost, mark_of(mark));
  place(it->second.value, false, true);
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value style) {
  Frame frame;
  frame.value = Value::sequence(mark_of(mark));
  frame.anchor = anchor;
  frame.flow = style == YAML::EmitterStyle::Flow;
  open(std::move(frame), tag, "seq");
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) {
  Frame frame;
  frame.value = Value::mapping(mark_of(mark));
  frame.anchor = anchor;
  frame.flow = style == YAML::EmitterStyle::Flow;
  open(std::move(frame), tag, "map");
}

void Builder::open(Frame frame, const std::string& tag, std::string_view expected) {
  const Mark mark = frame.value.mark();
  check_tab(mark);
  check_tag(tag, expected, mark);
  if (frames_.size() >= limits_.depth) {
    report(k_too_complex(fmt::format("the text nests deeper than {} levels", limits_.depth))
               .at(mark.location())
               .fix("check the brackets; no spec needs that many levels"));
    throw LimitReached("depth");
  }
  frame.cost_before = cost_;
  spend(1, mark);
  frames_.push_back(std::move(frame));
}

void Builder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.anchor != 0) {
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
  if (tag.empty() || tag == "?" || tag == "!" || tag == fmt::format("{}{}", k_core_tags, expected)) {
    return;
  }
  report(k_unsupported(fmt::format("the tag '{}' is not supported here", tag))
             .at(mark.location())
             .fix("write the value without a tag"));
}

// yaml-cpp takes a tab for a blank in most places; YAML does not allow one in the indentation of block text.
void Builder::check_tab(const Mark& mark) {
  const bool in_flow = !frames_.empty() && frames_.back().flow;
  const auto tab = tabs_.find(mark.line);
  if (in_flow || tab == tabs_.end() || mark.line == last_tab_line_) {
    return;
  }
  last_tab_line_ = mark.line;
  const std::size_t first = source_->line(mark.line).find_first_not_of(" \t");
  if (first + 1 == static_cast<std::size_t>(mark.column)) {
    report(
        k_tab("a tab is used for indentation").at(Mark{source_, mark.line, tab->second}.location()).fix("use spaces"));
  }
}

}  // namespace atlas::yaml
