#include "atlas/cli/parser.hpp"

#include "atlas/cli/errors.hpp"
#include "atlas/cli/settings.hpp"
#include "atlas/utils/text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : VerbRegistry::entries()) {
    names.push_back(name);
  }
  return names;
}

// First words of the verbs: `component` of `component list`.
bool is_noun(const std::string& word) {
  const auto names = verb_names();
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(word + " "); });
}

const FlagSpec* find_flag(const Flags& flags, std::string_view name) {
  for (const FlagSpec& spec : flags.all()) {
    const auto names = spec.name_list();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return &spec;
    }
  }
  return nullptr;
}

// Takes the verb's words out of the arguments; global options may stand before them.
std::string take_verb(std::vector<std::string>& arguments, const Flags& global) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with('-')) {
      const FlagSpec* flag = find_flag(global, arguments[i]);
      i += flag != nullptr && !flag->is_switch() ? 1 : 0;
      continue;
    }
    std::string verb = arguments[i];
    std::size_t words = 1;
    if (is_noun(verb) && i + 1 < arguments.size() && !arguments[i + 1].starts_with('-')) {
      verb += " " + arguments[i + 1];
      words = 2;
    }
    const auto first = arguments.begin() + static_cast<std::ptrdiff_t>(i);
    arguments.erase(first, first + static_cast<std::ptrdiff_t>(words));
    return verb;
  }
  return "";
}

Diagnostic unknown_verb(const std::string& verb) {
  const auto names = verb_names();
  std::vector<std::string> below;
  std::copy_if(names.begin(), names.end(), std::back_inserter(below),
               [&](const std::string& name) { return name.starts_with(verb + " "); });
  if (!below.empty()) {
    return k_missing_argument(fmt::format("'{}' needs another word", verb))
        .fix(fmt::format("write one of: {}", text::join(below, ", ")));
  }
  const std::optional<std::string> near = nearest(verb, names);
  return k_unknown_verb(fmt::format("there is no verb '{}'", verb))
      .fix(near ? fmt::format("did you mean `atlas {}`?", *near) : "see `atlas --help` for all verbs");
}

Diagnostic unknown_flag(const std::string& word, const std::string& verb, const std::vector<const Flags*>& all) {
  const std::string name = word.substr(0, word.find('='));
  const std::string help = fmt::format("see `atlas {}{}--help`", verb, verb.empty() ? "" : " ");
  if (!word.starts_with('-')) {
    return k_unknown_flag(fmt::format("'{}' is one argument too many", word)).fix(help);
  }
  std::vector<std::string> known;
  for (const Flags* flags : all) {
    for (const FlagSpec& spec : flags->all()) {
      const auto names = spec.name_list();
      std::copy_if(names.begin(), names.end(), std::back_inserter(known),
                   [](const std::string& n) { return n.starts_with("--"); });
    }
  }
  const std::optional<std::string> near = nearest(name, known);
  return k_unknown_flag(fmt::format("there is no option '{}'", name))
      .fix(near ? fmt::format("did you mean {}?", *near) : help);
}

bool is_choice(const FlagSpec& spec, const std::string& value) {
  return spec.choices.empty() || std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end();
}

Diagnostic bad_value(const FlagSpec& spec, const std::string& value) {
  const std::string name = spec.is_argument() ? spec.names : spec.name_list().back();
  Diagnostic problem = k_bad_argument(value.empty() ? fmt::format("{} has an empty value", name)
                                                    : fmt::format("{} cannot be '{}'", name, value));
  if (!spec.choices.empty()) {
    const std::optional<std::string> near = nearest(value, spec.choices);
    problem.suggestion =
        near ? fmt::format("did you mean {}?", *near) : fmt::format("use one of: {}", text::join(spec.choices, ", "));
  }
  return problem;
}

class Parser {
 public:
  Parser(std::string verb, Diagnostics& diagnostics) : verb_(std::move(verb)), diagnostics_(diagnostics) {
    app_.set_help_flag("");
    app_.allow_extras();
  }

  void add(Flags& flags) {
    flags_.push_back(&flags);
    for (FlagSpec& spec : flags.all()) {
      add(spec);
    }
  }

  void parse(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      diagnostics_.add(k_missing_argument(fmt::format("the command line is not complete: {}", error.what()))
                           .fix(fmt::format("see `atlas {} --help`", verb_)));
      return;
    }
    for (const std::string& word : app_.remaining()) {
      if (word != "--") {
        diagnostics_.add(unknown_flag(word, verb_, flags_));
      }
    }
  }

  void check_required() {
    for (const Flags* flags : flags_) {
      for (const FlagSpec& spec : flags->all()) {
        if (spec.required && app_.get_option(spec.names)->count() == 0) {
          diagnostics_.add(k_missing_argument(fmt::format("the argument {} is missing", spec.names))
                               .fix(fmt::format("see `atlas {} --help`", verb_)));
        }
      }
    }
  }

 private:
  void add(FlagSpec& spec) {
    if (spec.is_switch()) {
      app_.add_flag_callback(spec.names, [&spec] { spec.accept(""); });
      return;
    }
    // The callback must not throw: all problems are told at once.
    const auto take = [this, &spec](const std::vector<std::string>& values) {
      for (const std::string& value : values) {
        if (!is_choice(spec, value) || !spec.accept(value)) {
          diagnostics_.add(bad_value(spec, value));
        }
      }
      return true;
    };
    CLI::Option* option = app_.add_option(spec.names, take);
    option->type_size(1)->expected(1);
    if (spec.repeated) {
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->expected(1)->allow_extra_args(false);
    } else if (!spec.is_argument()) {
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
  }

  CLI::App app_;
  std::string verb_;
  Diagnostics& diagnostics_;
  std::vector<const Flags*> flags_;
};

}  // namespace

void GlobalOptions::declare(Flags& flags) {
  flags.on("-h,--help", "show the help of the verb", help);
  flags.on("--version", "show the version", version);
  flags.on("--json", "answer with one JSON document on stdout", json);
  flags.on("-q,--quiet", "only errors; a run that went well prints nothing", quiet);
  flags.on("-v,--verbose", "log everything (level debug)", verbose);
  flags.on("--no-color", "no colours (also NO_COLOR)", no_color);
  flags.setting(k_log_level, "LEVEL");
  flags.setting(k_log_format, "FORM");
  flags.setting(k_log_file, "FILE").file();
  flags.setting(k_config_dir, "DIR").file();
}

Flags flags_of(Command& command) {
  Flags flags;
  command.declare(flags);
  return flags;
}

bool parse(const std::vector<std::string>& arguments, Invocation& invocation, Diagnostics& diagnostics) {
  Flags global;
  invocation.global.declare(global);
  std::vector<std::string> rest = arguments;
  invocation.verb = take_verb(rest, global);
  const Verb* verb = VerbRegistry::find(invocation.verb);
  if (!invocation.verb.empty() && verb == nullptr) {
    invocation.global.json = std::find(rest.begin(), rest.end(), "--json") != rest.end();
    diagnostics.add(unknown_verb(invocation.verb));
    return false;
  }
  Flags own;
  if (verb != nullptr) {
    invocation.command = verb->make();
    invocation.command->declare(own);
  }
  Parser parser(invocation.verb, diagnostics);
  parser.add(own);
  parser.add(global);
  parser.parse(std::move(rest));
  if (!invocation.global.help && !diagnostics.has_errors()) {
    parser.check_required();
  }
  return !diagnostics.has_errors();
}

}  // namespace atlas::cli
