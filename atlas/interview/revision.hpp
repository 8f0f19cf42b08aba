#pragma once

#include "atlas/interview/conversation.hpp"
#include "atlas/interview/knowledge.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <memory>
#include <string>
#include <vector>

namespace atlas::interview {

/// An existing fleet file opened again: its values as rows, each can be changed, new ones are set as PATH=VALUE. The
/// text is edited in place, so comments and layout stay. Pure and not thread-safe.
class Revision final : public Conversation {
 public:
  /// `document` as the YAML reader gave it; it need not be right.
  Revision(std::shared_ptr<const Knowledge> knowledge, yaml::Value document);

  spec::HumanInputRequest question() const override;
  void give(const std::string& typed) override;
  bool finished() const override { return finished_; }
  std::string fleet_text() const override { return document_.mark().source->text; }
  void refuse(const std::string& reason) override;
  int count() const { return count_; }

 private:
  void set(const std::string& pointer, const std::string& answer);
  void answer_table(const std::string& typed);
  spec::HumanInputRequest ask_value() const;

  std::shared_ptr<const Knowledge> knowledge_;
  yaml::Value document_;
  std::string open_;  ///< pointer of the value that is asked for; empty = the table
  std::string refusal_;
  bool help_ = false;
  bool finished_ = false;
  int count_ = 0;
};

}  // namespace atlas::interview
