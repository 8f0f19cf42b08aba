#pragma once

#include "atlas/spec/messages/human_input.hpp"

#include <string>

namespace atlas::interview {

/// Something that asks one question after the other until it is finished.
class Conversation {
 public:
  virtual ~Conversation() = default;
  /// The open question. Not once finished.
  virtual spec::HumanInputRequest question() const = 0;
  /// Takes an answer or a command (`?`, `<`, `-`). What was wrong with it stands in the next question's refusal.
  virtual void give(const std::string& typed) = 0;
  virtual bool finished() const = 0;
  /// The fleet file as the answers make it; complete once the review is reached.
  virtual std::string fleet_text() const = 0;
  /// Opens the review again: the file as a whole cannot be taken, for this reason.
  virtual void refuse(const std::string& reason) = 0;
};

}  // namespace atlas::interview
