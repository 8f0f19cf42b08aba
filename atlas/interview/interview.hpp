#pragma once

#include "atlas/interview/conversation.hpp"
#include "atlas/interview/walk.hpp"

#include <memory>
#include <set>
#include <string>

namespace atlas::interview {

/// The whole interview as a value: it asks, takes answers, and holds the fleet file that they make. Pure: same
/// knowledge and same answers, same questions and same text. Not thread-safe.
class Interview final : public Conversation {
 public:
  /// `given` are earlier answers (a file, an interview that was left); each is checked as if it were given now.
  Interview(std::shared_ptr<const Knowledge> knowledge, spec::HumanInputMode mode, Answers given);

  spec::HumanInputRequest question() const override;
  void give(const std::string& typed) override;
  bool finished() const override { return finished_; }
  std::string fleet_text() const override;
  void refuse(const std::string& reason) override;

  /// In mode NEVER nobody answers: what is missing or wrong, as id and reason. Empty when finished.
  std::vector<std::pair<std::string, std::string>> missing() const { return walk_->gaps(); }

  /// Every answer that counts, also the derived ones: replaying them gives the same file anywhere.
  Answers answers() const;
  /// What a person has answered so far, for the autosave.
  const Answers& given() const { return answers_; }
  /// How many answers a person gave, the review's one included.
  int count() const { return count_; }

 private:
  void walk_again();
  void answer(const std::string& typed);
  void answer_list(const std::string& typed);
  void answer_review(const std::string& typed);
  void remove_entry(const std::string& list, std::size_t index, std::size_t count);
  void reopen_entry(const std::string& list, std::size_t index);
  void set_list(const std::string& id, const std::string& state, std::size_t count);
  void back();
  void skip();
  bool in_review() const { return !walk_->stopped(); }
  std::vector<const Walk::Step*> rows() const;
  std::size_t entries(const std::string& list) const;

  std::shared_ptr<const Knowledge> knowledge_;
  const spec::HumanInputMode mode_;
  Answers answers_;
  Answers former_;
  std::set<std::string> known_;
  std::string reopened_;
  std::string refusal_;
  bool help_ = false;
  bool finished_ = false;
  int count_ = 0;
  std::unique_ptr<Walk> walk_;
};

}  // namespace atlas::interview
