#pragma once

#include "atlas/utils/yaml/reader.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>
#include <yaml.h>

namespace atlas::yaml {

/// Turns libyaml's events into a Value and counts what they cost. Private to the reader.
class Builder {
 public:
  /// Thrown by add(), and caught by the reader, when going on would cost too much or mean nothing.
  struct Stop : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  Builder(std::shared_ptr<const Source> source, const Limits& limits, Diagnostics& diagnostics);

  /// Takes one event of the document, which starts at `mark`. Problems that do not stop the reading are reported.
  void add(const yaml_event_t& event, const Mark& mark);
  Value take() { return std::move(root_); }

 private:
  struct Frame {
    Value value;
    std::string anchor;
    bool key_pending = false;  // a mapping that has read a key and waits for its value
    bool key_refused = false;  // the key was reported: its value is read and dropped
    std::string key;
    Mark key_mark;
    std::set<std::string, std::less<>> keys;
    std::size_t cost_before = 0;
  };
  struct Anchored {
    Value value;
    std::size_t cost = 0;
  };

  void add_scalar(const yaml_event_t& event, const Mark& mark);
  void add_alias(const yaml_event_t& event, const Mark& mark);
  void report(Diagnostic diagnostic);
  void spend(std::size_t cost, const Mark& mark);
  void check_escapes(const Value& value);
  void open(Value collection, const yaml_char_t* anchor, const std::string& tag, std::string_view expected);
  void close();
  void place(Value value, bool quoted, bool is_alias);
  void take_key(Frame& frame, const Value& value, bool quoted, bool is_alias);
  void check_tag(const std::string& tag, std::string_view expected, const Mark& mark);

  std::shared_ptr<const Source> source_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string, Anchored> anchors_;
  std::size_t cost_ = 0;
  Value root_;
};

}  // namespace atlas::yaml
