#pragma once

#include "atlas/interview/interview.hpp"
#include "atlas/runtime/context.hpp"
#include "atlas/spec/messages/operation.hpp"
#include "atlas/utils/file_system.hpp"

#include <memory>
#include <optional>
#include <string>

namespace atlas::agents {

/// One interview from its first question to the written file: asks the agent `user_proxy`, keeps every answer in a
/// file beside the spec, writes the spec when it is right as a whole.
class InterviewRun {
 public:
  InterviewRun(const spec::Operation& operation, const runtime::Context& context, FileSystem& files);

  /// True when the spec now stands there and can be read. Else the diagnostics say why not.
  bool run(Diagnostics& diagnostics);

 private:
  enum class Then { go_on, is_there, stop };

  bool prepare(Diagnostics& diagnostics);
  bool read_given(const std::string& path, interview::Answers& answers, Diagnostics& diagnostics);
  std::optional<interview::Facts> read_facts(Diagnostics& diagnostics);
  interview::Surroundings surroundings(Diagnostics& diagnostics);
  Then face_existing(Diagnostics& diagnostics);
  bool ask_resume(interview::Answers& answers, Diagnostics& diagnostics);
  bool interview(Diagnostics& diagnostics);
  bool revise(Diagnostics& diagnostics);
  bool converse(interview::Conversation& conversation, Diagnostics& diagnostics);
  bool is_right(const std::string& text, Diagnostics& problems);
  bool write(const std::string& text, int answers, Diagnostics& diagnostics);
  std::optional<spec::HumanInput> ask(spec::HumanInputRequest request, Diagnostics& diagnostics);
  std::optional<std::string> choose(const std::string& id, const std::string& prompt,
                                    std::vector<spec::HumanChoice> choices, Diagnostics& diagnostics);
  void say(const std::string& words);
  void keep(const interview::Answers& answers, Diagnostics& diagnostics);
  std::string command(const std::string& rest) const;
  bool is_automatic() const { return operation_.human_input_mode == spec::HumanInputMode::never; }

  const spec::Operation& operation_;
  const spec::InterviewOptions options_;
  const runtime::Context& context_;
  FileSystem& files_;
  const std::string kept_path_;
  std::string language_;
  bool edits_ = false;
  std::shared_ptr<const interview::Knowledge> knowledge_;
};

}  // namespace atlas::agents
