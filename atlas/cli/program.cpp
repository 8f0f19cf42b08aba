#include "atlas/cli/program.hpp"

#include "atlas/cli/help.hpp"
#include "atlas/cli/parser.hpp"
#include "atlas/cli/settings.hpp"
#include "atlas/utils/log.hpp"
#include "atlas/utils/platform.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <iostream>

namespace atlas::cli {
namespace {

ATLAS_DIAGNOSTIC(k_bug, "ATLAS-E9001", error, "a mistake in ATLAS itself",
                 "Something happened that ATLAS does not expect of itself. Nothing half-written is left. Please report "
                 "it with the command "
                 "line and the log that `--verbose` shows.");

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

// "2 errors, 1 warning"
std::string tally(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::count_if(diagnostics.begin(), diagnostics.end(),
                                     [&](const Diagnostic& d) { return d.severity == severity; });
    if (count > 0) {
      parts.push_back(plural(static_cast<std::size_t>(count), to_string(severity)));
    }
  }
  return text::join(parts, ", ");
}

class Presenter {
 public:
  Presenter(const GlobalOptions& options, Terminal& terminal) : options_(options), terminal_(terminal) {
    const bool plain = options.no_color || wants_no_colour();
    out_ = {terminal.colour_out && !plain, terminal.width};
    err_ = {terminal.colour_err && !plain, terminal.width};
  }

  void show(const Answer& answer) const {
    if (options_.json) {
      show_json(answer);
      return;
    }
    if (answer.view && !options_.quiet) {
      terminal_.err << answer.view->aside(err_);
    }
    show_diagnostics(answer.diagnostics);
    if (answer.view && !(options_.quiet && answer.view->is_report())) {
      terminal_.err.flush();
      terminal_.out << answer.view->text(out_);
    }
  }

  const Style& out() const { return out_; }

 private:
  void show_json(const Answer& answer) const {
    const Json document{{"data", answer.view ? answer.view->json() : Json()},
                        {"diagnostics", answer.diagnostics.sorted()},
                        {"exit_code", answer.code}};
    terminal_.out << document.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  }

  void show_diagnostics(const Diagnostics& diagnostics) const {
    std::vector<Diagnostic> shown = diagnostics.sorted();
    if (options_.quiet) {
      std::erase_if(shown, [](const Diagnostic& d) { return d.severity != Severity::error; });
    }
    for (const Diagnostic& diagnostic : shown) {
      terminal_.err << render(diagnostic, err_.colour) << "\n";
    }
    if (!shown.empty()) {
      terminal_.err << tally(shown);
      const bool explained =
          std::any_of(shown.begin(), shown.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
      terminal_.err << (explained ? fmt::format("; `atlas explain {}` says more\n", first_error(shown).id) : "\n");
    }
  }

  static const Diagnostic& first_error(const std::vector<Diagnostic>& shown) {
    return *std::find_if(shown.begin(), shown.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  }

  const GlobalOptions& options_;
  Terminal& terminal_;
  Style out_;
  Style err_;
};

bool start_log(const GlobalOptions& options, Diagnostics& diagnostics) {
  log::Options wanted;
  const auto level = log::level_of(k_log_level.value());
  wanted.level = options.verbose                         ? log::Level::debug
                 : options.quiet && !k_log_level.given() ? log::Level::error
                                                         : level.value_or(log::Level::warning);
  wanted.json = k_log_format.value() == "json";
  wanted.file = k_log_file.value();
  wanted.file_level = options.verbose ? log::Level::debug : log::Level::info;
  const Result<void> started = log::start(wanted);
  if (!started) {
    diagnostics.add(started.error());
  }
  return started.has_value();
}

// Flags come before variables; code below the command line reads only the variable.
void hand_on(const Setting& setting) {
  if (setting.given() && !setting.value().empty()) {
    platform::set_environment(std::string(setting.variable()), setting.value());
  }
}

Answer execute(Invocation& invocation, Diagnostics& diagnostics) {
  hand_on(k_config_dir);
  if (invocation.global.no_color) {
    platform::set_environment("NO_COLOR", "1");
  }
  check_environment(diagnostics);
  if (diagnostics.has_errors() || !start_log(invocation.global, diagnostics)) {
    return {k_usage, nullptr, std::move(diagnostics)};
  }
  Answer answer = invocation.command->run();
  diagnostics.add(answer.diagnostics);
  answer.diagnostics = std::move(diagnostics);
  return answer;
}

// `atlas help generate` is `atlas generate --help`.
std::vector<std::string> without_help_verb(std::vector<std::string> arguments) {
  if (!arguments.empty() && arguments.front() == "help") {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  return arguments;
}

int run_guarded(const std::vector<std::string>& given, Terminal& terminal) {
  const std::vector<std::string> arguments = without_help_verb(given);
  Invocation invocation;
  Diagnostics diagnostics;
  const bool understood = parse(arguments, invocation, diagnostics);
  if (understood && invocation.verb.empty() && invocation.global.version) {
    return run({"version"}, terminal);
  }
  const Presenter presenter(invocation.global, terminal);
  if (!understood) {
    presenter.show({k_usage, nullptr, std::move(diagnostics)});
    return k_usage;
  }
  if (invocation.verb.empty() || invocation.global.help) {
    terminal.out << (invocation.command       ? verb_help(invocation.verb, presenter.out())
                     : invocation.global.help ? full_help(presenter.out())
                                              : short_help(presenter.out()));
    return k_ok;
  }
  const Answer answer = execute(invocation, diagnostics);
  presenter.show(answer);
  log::stop();
  return answer.code;
}

}  // namespace

Answer Answer::failed(Diagnostic problem) {
  Answer answer;
  answer.diagnostics.add(std::move(problem));
  answer.code = exit_code_of(answer.diagnostics);
  return answer;
}

int run(const std::vector<std::string>& arguments, Terminal& terminal) {
  try {
    return run_guarded(arguments, terminal);
  } catch (const std::exception& error) {
    terminal.err << render(k_bug("unexpected failure").because(error.what()), false);
    return k_error;
  }
}

int run(int argc, char** argv) {
  platform::ignore_broken_pipes();
  std::ios::sync_with_stdio(false);
  Terminal terminal{std::cout, std::cerr, platform::is_terminal(platform::Stream::output),
                    platform::is_terminal(platform::Stream::error), platform::terminal_width()};
  const int code = run(std::vector<std::string>(argv + 1, argv + std::max(argc, 1)), terminal);
  std::cout.flush();
  return code;
}

}  // namespace atlas::cli
