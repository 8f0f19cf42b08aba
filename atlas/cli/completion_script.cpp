#include "atlas/cli/completion_script.hpp"

#include "atlas/cli/parser.hpp"
#include "atlas/utils/text.hpp"

#include <fmt/format.h>
#include <map>
#include <set>

namespace atlas::cli {
namespace {

struct VerbWords {
  std::string summary;
  std::vector<FlagSpec> flags;  ///< own and global
};

const std::map<std::string, VerbWords>& all_verbs() {
  static const std::map<std::string, VerbWords> verbs = [] {
    static GlobalOptions options;
    std::map<std::string, VerbWords> result;
    for (const auto& [name, entry] : VerbRegistry::entries()) {
      const std::unique_ptr<Command> command = entry.descriptor.make();
      Flags flags = flags_of(*command);
      options.declare(flags);
      result.emplace(name, VerbWords{std::string(entry.descriptor.summary), flags.all()});
      // The targets are gone with the command; only names are used from here on.
      for (FlagSpec& spec : result.at(name).flags) {
        spec.accept = nullptr;
      }
    }
    return result;
  }();
  return verbs;
}

std::string first_words() {
  std::set<std::string> words;
  for (const auto& [name, verb] : all_verbs()) {
    words.insert(name.substr(0, name.find(' ')));
  }
  return text::join({words.begin(), words.end()}, " ");
}

std::map<std::string, std::string> second_words() {
  std::map<std::string, std::string> result;
  for (const auto& [name, verb] : all_verbs()) {
    if (const std::size_t space = name.find(' '); space != std::string::npos) {
      std::string& words = result[name.substr(0, space)];
      words += (words.empty() ? "" : " ") + name.substr(space + 1);
    }
  }
  return result;
}

std::string flag_words(const VerbWords& verb) {
  std::vector<std::string> words;
  for (const FlagSpec& spec : verb.flags) {
    if (!spec.is_argument()) {
      words.push_back(spec.name_list().back());
    }
  }
  return text::join(words, " ");
}

std::string argument_choices(const VerbWords& verb) {
  for (const FlagSpec& spec : verb.flags) {
    if (spec.is_argument() && !spec.choices.empty()) {
      return text::join(spec.choices, " ");
    }
  }
  return "";
}

std::string choice_cases() {
  std::map<std::string, std::string> cases;
  for (const auto& [name, verb] : all_verbs()) {
    for (const FlagSpec& spec : verb.flags) {
      if (!spec.is_argument() && !spec.choices.empty()) {
        cases[text::join(spec.name_list(), "|")] = text::join(spec.choices, " ");
      }
    }
  }
  std::string out;
  for (const auto& [names, words] : cases) {
    out += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return ;;\n", names, words);
  }
  return out;
}

std::string bash_script() {
  std::string nouns;
  for (const auto& [noun, words] : second_words()) {
    nouns += fmt::format(
        "    {}) if [ \"$count\" -eq 1 ]; then COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return; fi ;;\n", noun,
        words);
  }
  std::string verbs;
  for (const auto& [name, verb] : all_verbs()) {
    verbs += fmt::format("    '{}') flags=\"{}\"; choices=\"{}\" ;;\n", name, flag_words(verb), argument_choices(verb));
  }
  return fmt::format(
      "# Completion of atlas for bash; made by `atlas completion bash`.\n"
      "_atlas() {{\n"
      "  local cur prev word verb=\"\" noun=\"\" count=0 flags=\"\" choices=\"\"\n"
      "  cur=\"${{COMP_WORDS[COMP_CWORD]}}\"\n"
      "  prev=\"${{COMP_WORDS[COMP_CWORD-1]}}\"\n"
      "  case \"$prev\" in\n{}  esac\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \"$word\" in -*) continue ;; esac\n"
      "    count=$((count + 1))\n"
      "    if [ \"$count\" -eq 1 ]; then noun=\"$word\"; verb=\"$word\"; fi\n"
      "    if [ \"$count\" -eq 2 ]; then case \"$noun\" in {}) verb=\"$noun $word\" ;; esac; fi\n"
      "  done\n"
      "  if [ \"$count\" -eq 0 ] && [[ \"$cur\" != -* ]]; then COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return; fi\n"
      "  case \"$noun\" in\n{}  esac\n"
      "  case \"$verb\" in\n{}  esac\n"
      "  if [[ \"$cur\" == -* ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$cur\")); return; fi\n"
      "  if [ -n \"$choices\" ]; then COMPREPLY=($(compgen -W \"$choices\" -- \"$cur\")); return; fi\n"
      "  COMPREPLY=($(compgen -f -- \"$cur\"))\n"
      "}}\n"
      "complete -o filenames -F _atlas atlas\n",
      choice_cases(), second_words().empty() ? "-" : [] {
        std::vector<std::string> words;
        for (const auto& [noun, rest] : second_words()) {
          words.push_back(noun);
        }
        return text::join(words, "|");
      }(),
      first_words(), nouns, verbs);
}

std::string zsh_script() {
  return "#compdef atlas\n# Completion of atlas for zsh; made by `atlas completion zsh`.\nautoload -U +X bashcompinit "
         "&& bashcompinit\n" +
         bash_script();
}

// A description for fish, in single quotes.
std::string fish_quoted(std::string_view words) {
  std::string out = "'";
  for (const char c : words) {
    out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return out + "'";
}

std::string fish_flag(const std::string& condition, const FlagSpec& spec) {
  std::string line = fmt::format("complete -c atlas -n {}", condition);
  for (const std::string& name : spec.name_list()) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!spec.choices.empty()) {
    line += fmt::format(" -x -a {}", fish_quoted(text::join(spec.choices, " ")));
  } else if (!spec.is_switch()) {
    line += spec.is_file ? " -r -F" : " -x";
  }
  return fmt::format("{} -d {}\n", line, fish_quoted(spec.doc));
}

std::string fish_script() {
  std::string out = "# Completion of atlas for fish; made by `atlas completion fish`.\n";
  for (const auto& [name, verb] : all_verbs()) {
    const std::size_t space = name.find(' ');
    const std::string first = name.substr(0, space);
    std::string condition = fmt::format("__fish_seen_subcommand_from {}", first);
    if (space == std::string::npos) {
      out += fmt::format("complete -c atlas -n __fish_use_subcommand -a {} -d {}\n", name, fish_quoted(verb.summary));
    } else {
      const std::string second = name.substr(space + 1);
      out += fmt::format("complete -c atlas -f -n __fish_use_subcommand -a {}\n", first);
      out += fmt::format("complete -c atlas -f -n {} -a {} -d {}\n", fish_quoted(condition), second,
                         fish_quoted(verb.summary));
      condition += fmt::format("; and __fish_seen_subcommand_from {}", second);
    }
    for (const FlagSpec& spec : verb.flags) {
      if (!spec.is_argument()) {
        out += fish_flag(fish_quoted(condition), spec);
      } else if (!spec.choices.empty()) {
        out += fmt::format("complete -c atlas -f -n {} -a {}\n", fish_quoted(condition),
                           fish_quoted(text::join(spec.choices, " ")));
      }
    }
  }
  return out;
}

}  // namespace

std::string completion_script(const std::string& shell) {
  return shell == "bash" ? bash_script() : shell == "zsh" ? zsh_script() : fish_script();
}

}  // namespace atlas::cli
