#include "atlas/cli/components.hpp"
#include "atlas/cli/operation.hpp"
#include "atlas/cli/person.hpp"
#include "atlas/cli/settings.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/validate_view.hpp"
#include "atlas/runtime/session.hpp"
#include "atlas/utils/line_editor.hpp"
#include "atlas/utils/log.hpp"
#include "atlas/utils/platform.hpp"

#include <algorithm>
#include <chrono>

namespace atlas::cli {
namespace {

std::string language_of_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const std::string locale = platform::environment(name); !locale.empty()) {
      return locale.starts_with("it") ? "it" : "en";
    }
  }
  return "en";
}

class Init final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("FILE", "the fleet file to write (default: fleet.yaml)", operation_.spec_path).file().optional();
    flags.on("--advanced", "ask for every field, section by section", options_.advanced);
    flags.text("--lang", "LANG", "language of the questions: en or it (default: the locale's)", language_);
    flags.text("--answers", "FILE", "take answers from a file that an earlier interview kept", options_.answers_path)
        .file();
    flags.on("--no-input", "ask nothing: answers, --set and defaults must do", no_input_);
    flags.on("--missing", "ask only what has neither answer nor default", missing_);
    flags.on("--resume", "go on with the interview that was left", options_.resume);
    flags.on("--edit", "change values of the existing file; comments stay", options_.edit);
    flags
        .text("--facts", "FILE", "offer what the cluster has: saved `pvesh get /cluster/resources` as JSON",
              options_.facts_path)
        .file();
    flags.list("--set", "ID=ANSWER", "answer a question beforehand; with --edit PATH=VALUE", options_.sets);
    declare_components(flags, operation_.component_folders);
    flags.setting(k_max_machines, "N");
    flags.setting(k_plain, "1");
  }

  Answer run() override {
    const Result<int> most = max_machines();
    if (!most) {
      return Answer::failed(most.error());
    }
    operation_.max_machines = *most;
    operation_.goal = spec::Goal::validate;
    operation_.human_input_mode = no_input_  ? spec::HumanInputMode::never
                                  : missing_ ? spec::HumanInputMode::terminate
                                             : spec::HumanInputMode::always;
    if (operation_.spec_path.empty()) {
      operation_.spec_path = "fleet.yaml";
    }
    options_.language = language_.empty() ? language_of_locale() : language_;
    options_.command = "atlas init";
    operation_.interview = options_;
    spec::OperationReport report = converse();
    Answer answer;
    answer.diagnostics = report.diagnostics;
    answer.code = report.succeeded ? k_ok : std::max<int>(exit_code_of(report.diagnostics), k_error);
    answer.view = std::make_unique<ValidateView>(operation_.spec_path, std::move(report));
    return answer;
  }

 private:
  // An interrupt first ends the wait for a line, so that the interview can keep what it has; then the operation.
  spec::OperationReport converse() {
    const auto editor = std::make_shared<platform::LineEditor>(k_plain.value() == "1" || no_input_);
    std::stop_source stop;
    const platform::InterruptWatch watch([&] {
      editor->interrupt();
      if (no_input_) {
        stop.request_stop();
      }
    });
    runtime::LogEvents events;
    runtime::SessionOptions options;
    options.events = log::enabled(log::Level::warning) ? &events : nullptr;
    options.time_limit = std::chrono::hours(24 * 7);
    runtime::Session session(options);
    const bool colour = platform::is_terminal(platform::Stream::error) && !wants_no_colour();
    auto person = std::make_unique<Person>(editor, colour);
    const Result<void> there =
        session.runtime().register_instance({"user_proxy"}, std::move(person), "the person at the terminal");
    if (!there) {
      spec::OperationReport report;
      report.diagnostics.add(there.error());
      return report;
    }
    return session.run(operation_, stop.get_token());
  }

  spec::Operation operation_;
  spec::InterviewOptions options_;
  std::string language_;
  bool no_input_ = false;
  bool missing_ = false;
};

ATLAS_VERB(
    "init", Init, "answer a few questions, get a fleet file",
    "At most nine answers make a working fleet; the rest is derived, shown with its reason, and can be changed before\n"
    "anything is written. Each answer is checked as it is given: ? explains, < goes back, - leaves out. Every answer "
    "is\n"
    "kept beside the file as it is given, so Ctrl-C loses nothing. Secrets are never asked for, only where they are.",
    "atlas init\natlas init fleet.yaml --advanced --lang it\natlas init --resume\natlas init fleet.yaml --edit\n"
    "atlas init fleet.yaml --answers .fleet.interview.yaml --no-input\n"
    "atlas init fleet.yaml --no-input --set subnet=10.20.0.0/24 --set ssh_key=\"$(cat ~/.ssh/id_ed25519.pub)\"");

}  // namespace
}  // namespace atlas::cli
