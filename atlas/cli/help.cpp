#include "atlas/cli/help.hpp"

#include "atlas/cli/parser.hpp"
#include "atlas/cli/wrap.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

std::string flag_head(const FlagSpec& spec) {
  const std::string names = text::join(spec.name_list(), ", ");
  return spec.metavar.empty() ? names : fmt::format("{} {}", names, spec.metavar);
}

std::string flag_text(const FlagSpec& spec) {
  std::string doc = spec.doc;
  if (!spec.choices.empty()) {
    doc += fmt::format(": {}", text::join(spec.choices, ", "));
  }
  if (!spec.default_value.empty()) {
    doc += fmt::format(" (default: {})", spec.default_value);
  }
  if (!spec.variable.empty()) {
    doc += fmt::format(" [{}]", spec.variable);
  }
  if (spec.repeated) {
    doc += "; may be given several times";
  }
  return doc;
}

struct Row {
  std::string head;
  std::string doc;
};

std::string rows_text(const std::vector<Row>& rows, const Style& style) {
  std::size_t column = 0;
  for (const Row& row : rows) {
    column = std::max(column, std::min<std::size_t>(text::width(row.head), 36));
  }
  const std::size_t width = static_cast<std::size_t>(std::clamp(style.width, 60, 110));
  std::string out;
  for (const Row& row : rows) {
    const std::size_t used = text::width(row.head);
    out += "  " + style.accent(row.head);
    out += used > column ? "\n" + std::string(column + 4, ' ') : std::string(column - used + 2, ' ');
    out += text::join(wrap(row.doc, width - column - 4), "\n" + std::string(column + 4, ' ')) + "\n";
  }
  return out;
}

std::vector<Row> flag_rows(const Flags& flags, bool arguments) {
  std::vector<Row> rows;
  for (const FlagSpec& spec : flags.all()) {
    if (spec.is_argument() == arguments) {
      rows.push_back({flag_head(spec), flag_text(spec)});
    }
  }
  return rows;
}

Flags global_flags() {
  static GlobalOptions options;
  Flags flags;
  options.declare(flags);
  return flags;
}

std::string section(std::string_view title, const std::string& body, const Style& style) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", style.bold(title), body);
}

std::string usage_line(const std::string& verb, const Flags& flags) {
  std::string line = "atlas " + verb;
  for (const FlagSpec& spec : flags.all()) {
    if (spec.is_argument()) {
      line += spec.required ? " " + spec.names : " [" + spec.names + "]";
    }
  }
  return line + " [options]";
}

std::string indented(std::string_view lines) {
  std::string out;
  for (const std::string& line : text::lines(lines)) {
    out += "  " + line + "\n";
  }
  return out;
}

std::string verb_rows(const Style& style) {
  std::vector<Row> rows;
  for (const auto& [name, entry] : VerbRegistry::entries()) {
    rows.push_back({name, std::string(entry.descriptor.summary)});
  }
  return rows_text(rows, style);
}

std::string exit_rows(const Style& style) {
  std::vector<Row> rows;
  for (const ExitCodeRow& row : exit_code_table()) {
    rows.push_back({std::to_string(row.code), row.meaning});
  }
  return rows_text(rows, style);
}

std::string markdown_cell(std::string words) {
  std::string out;
  for (const char c : words) {
    out += c == '|' ? "\\|" : std::string(1, c);
  }
  return out;
}

std::string markdown_table(const std::vector<Row>& rows, std::string_view head) {
  std::string out = rows.empty() ? "" : fmt::format("\n| {} | meaning |\n|---|---|\n", head);
  for (const Row& row : rows) {
    out += fmt::format("| `{}` | {} |\n", row.head, markdown_cell(row.doc));
  }
  return out;
}

std::string verb_section(const std::string& name, const Verb& verb) {
  const std::unique_ptr<Command> command = verb.make();
  const Flags flags = flags_of(*command);
  std::string out = fmt::format("\n## atlas {}\n\n{}.\n\n```\n{}\n```\n", name, verb.summary, usage_line(name, flags));
  if (!verb.details.empty()) {
    out += fmt::format("\n{}\n", verb.details);
  }
  out += markdown_table(flag_rows(flags, true), "argument") + markdown_table(flag_rows(flags, false), "option");
  return verb.examples.empty() ? out : out + fmt::format("\n```sh\n{}\n```\n", verb.examples);
}

}  // namespace

std::string short_help(const Style& style) {
  const std::vector<Row> start{{"atlas validate fleet.yaml", "check a spec"},
                               {"atlas generate fleet.yaml", "write output/ from it"},
                               {"atlas generate fleet.yaml --dry-run", "see what would be written, and write nothing"}};
  const std::vector<Row> more{{"atlas profiles list", "ready-made kinds of machines to start a spec from"},
                              {"atlas schema --markdown", "all that a spec may say"},
                              {"atlas --help", "all verbs and options"}};
  return fmt::format("{} turns a fleet spec into everything that brings its machines up on Proxmox VE.\n",
                     style.bold("atlas")) +
         section("Start", rows_text(start, style), style) + section("No spec yet?", rows_text(more, style), style);
}

std::string full_help(const Style& style) {
  return fmt::format("{} [global options] VERB [arguments]\n", style.bold("atlas")) +
         section("Verbs", verb_rows(style), style) +
         section("Global options", rows_text(flag_rows(global_flags(), false), style), style) +
         section("Exit codes", exit_rows(style), style) + "\n`atlas VERB --help` shows a verb's own options.\n";
}

std::string verb_help(const std::string& name, const Style& style) {
  const Verb& verb = *VerbRegistry::find(name);
  const std::unique_ptr<Command> command = verb.make();
  const Flags flags = flags_of(*command);
  return fmt::format("{}\n\n  {}\n", style.bold(usage_line(name, flags)), verb.summary) +
         (verb.details.empty() ? "" : "\n" + indented(verb.details)) +
         section("Arguments", rows_text(flag_rows(flags, true), style), style) +
         section("Options", rows_text(flag_rows(flags, false), style), style) +
         section("Examples", indented(verb.examples), style) + "\nGlobal options: `atlas --help`.\n";
}

std::string reference_page() {
  std::string out =
      "# Command line\n\n"
      "Written by `atlas debug reference`; change the sources in `atlas/cli/`, not this page.\n\n"
      "Data goes to stdout, the rest to stderr. With `--json` stdout is one document: `{\"data\": …, \"diagnostics\": "
      "[…], "
      "\"exit_code\": N}`. ATLAS never prompts.\n\n## Global options\n";
  out += markdown_table(flag_rows(global_flags(), false), "option");
  out += "\n## Exit codes\n";
  std::vector<Row> codes;
  for (const ExitCodeRow& row : exit_code_table()) {
    codes.push_back({std::to_string(row.code), row.meaning});
  }
  out += markdown_table(codes, "code");
  for (const auto& [name, entry] : VerbRegistry::entries()) {
    out += verb_section(name, entry.descriptor);
  }
  return out;
}

}  // namespace atlas::cli
