#pragma once

#include "atlas/utils/yaml/reader.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace atlas::yaml {

/// Turns the events of yaml-cpp into a Value and counts what they cost. Private to the reader.
class Builder final : public YAML::EventHandler {
 public:
  /// Thrown out of the parser, and caught by the reader, when going on would cost too much.
  struct LimitReached : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  /// `tabs`: line → column of the first tab in the blanks that the line starts with.
  Builder(std::shared_ptr<const Source> source, const Limits& limits, const std::map<int, int>& tabs,
          Diagnostics& diagnostics);

  bool finished() const { return finished_; }
  Value take() { return std::move(root_); }
  const Mark& start() const { return start_; }
  /// Where the text's last quoted scalar starts; without a source when there was none.
  const Mark& last_quoted() const { return last_quoted_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override { finished_ = true; }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Value value;
    YAML::anchor_t anchor = 0;
    bool flow = false;
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

  Mark mark_of(const YAML::Mark& mark) const;
  void report(Diagnostic diagnostic);
  void spend(std::size_t cost, const Mark& mark);
  void check_escapes(const Value& value);
  void open(Frame frame, const std::string& tag, std::string_view expected);
  void close();
  void scalar(Value value, bool quoted, YAML::anchor_t anchor);
  void place(Value value, bool quoted, bool is_alias);
  void take_key(Frame& frame, const Value& value, bool quoted, bool is_alias);
  void check_tag(const std::string& tag, std::string_view expected, const Mark& mark);
  void check_tab(const Mark& mark);

  std::shared_ptr<const Source> source_;
  const Limits& limits_;
  const std::map<int, int>& tabs_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  std::size_t cost_ = 0;
  int last_tab_line_ = 0;
  Value root_;
  Mark start_;
  Mark last_quoted_;
  bool finished_ = false;
};

}  // namespace atlas::yaml
