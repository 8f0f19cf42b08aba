#pragma once

#include "atlas/utils/yaml/value.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <yaml.h>

namespace atlas::yaml {

/// What libyaml says of a text that is no YAML.
struct SyntaxProblem {
  Mark mark;            ///< where it gave up
  std::string problem;  ///< in libyaml's words
  Mark context_mark;    ///< where the thing it was reading starts; no line when it does not say
  std::string context;  ///< "while scanning a quoted scalar"; may be empty
};

/// libyaml's events of one text, one after the other. Private to the reader. Owns the parser and the current event.
class EventStream {
 public:
  explicit EventStream(std::shared_ptr<const Source> source);

  /// Goes on to the next event; false when the text is no YAML there, which problem() then tells.
  bool next();
  /// The current event, valid until next().
  const yaml_event_t& event() const { return *event_; }
  /// Where the current event starts.
  Mark mark() { return mark_at(event_->start_mark); }
  SyntaxProblem problem();

 private:
  struct CloseParser {
    void operator()(yaml_parser_t* parser) const;
  };
  struct CloseEvent {
    void operator()(yaml_event_t* event) const;
  };

  // libyaml counts lines from 0 and columns in characters; a Mark counts from 1 and in bytes.
  Mark mark_at(const yaml_mark_t& mark);

  std::shared_ptr<const Source> source_;
  // The last place: events go forward, so a long line is walked once and not once for each event.
  std::size_t line_ = 0;
  std::size_t characters_ = 0;
  std::size_t bytes_ = 0;
  std::unique_ptr<yaml_parser_t, CloseParser> parser_;
  std::unique_ptr<yaml_event_t, CloseEvent> event_;
};

}  // namespace atlas::yaml
