#include "atlas/cli/views/generate_view.hpp"

#include "atlas/cli/views/file_changes.hpp"
#include "atlas/cli/views/phases.hpp"
#include "atlas/cli/views/table.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace atlas::cli {
namespace {

std::string joined(const std::vector<std::string>& words) { return words.empty() ? "–" : text::join(words, ", "); }

std::string title(std::string_view words, const Style& style) { return fmt::format("\n{}\n", style.bold(words)); }

bool differs(const std::string& change) { return change != "unchanged" && change != "edited"; }

}  // namespace

GenerateView::GenerateView(spec::Operation operation, spec::OperationReport report, bool explain)
    : operation_(std::move(operation)), report_(std::move(report)), explain_(explain) {
  if (report_.blueprint.is_object()) {
    blueprint_ = report_.blueprint.get<spec::Blueprint>();
  }
}

bool GenerateView::is_report() const { return !operation_.dry_run && !explain_; }

std::string GenerateView::aside(const Style& style) const { return phases_text(report_.phases, style); }

std::string GenerateView::text(const Style& style) const {
  if (!report_.succeeded) {
    return "";
  }
  std::string out = machines(style);
  if (explain_) {
    out += reasons(style);
  }
  out += assumptions(style);
  return out + (operation_.dry_run ? dry_run(style) : sections(style) + next_steps(style));
}

std::string GenerateView::dry_run(const Style& style) const {
  std::vector<spec::FileChange> all = report_.files;
  if (report_.lock_file) {
    all.push_back(*report_.lock_file);
  }
  const std::string diffs = change_diffs(all, style);
  return title(fmt::format("{}/ ({})", operation_.output_path, change_counts(report_.files)), style) +
         change_tree(report_.files, style) + (diffs.empty() ? "" : "\n" + diffs) +
         "\nThis was a dry run: nothing was written.\n";
}

std::string GenerateView::machines(const Style& style) const {
  if (!blueprint_) {
    return "";
  }
  std::vector<std::vector<std::string>> rows;
  for (const spec::MachinePlan& machine : blueprint_->machines) {
    rows.push_back({machine.name, machine.node, std::to_string(machine.vmid),
                    machine.address == machine.name ? "dhcp" : machine.address, std::to_string(machine.wave),
                    joined(machine.components)});
  }
  return fmt::format("{}: {}, environment {}\n\n", style.bold(blueprint_->fleet.name), counted(rows.size(), "machine"),
                     blueprint_->fleet.environment) +
         table({"MACHINE", "NODE", "VMID", "ADDRESS", "WAVE", "SOFTWARE"}, rows, style, {2, 4});
}

std::string GenerateView::reasons(const Style& style) const {
  if (!blueprint_) {
    return "";
  }
  std::string out = title("Why", style);
  for (const spec::MachinePlan& machine : blueprint_->machines) {
    std::vector<std::vector<std::string>> rows;
    for (const spec::Decision& decision : machine.decisions) {
      rows.push_back({decision.what, decision.value, decision.reason});
    }
    out += fmt::format("  {}\n", style.accent(machine.name)) +
           (rows.empty() ? "" : table({"WHAT", "VALUE", "REASON"}, rows, style));
  }
  return out;
}

std::string GenerateView::assumptions(const Style& style) const {
  if (!blueprint_ || blueprint_->assumptions.empty()) {
    return "";
  }
  std::string out = title(explain_ ? "Assumed, because no cluster was asked"
                                   : "Assumed, because no cluster was asked (--explain shows how to check each)",
                          style);
  for (const spec::Assumption& assumption : blueprint_->assumptions) {
    out += fmt::format("  {} {}\n", style.warn("•"),
                       text::printable(fmt::format("{}: {}", assumption.subject, assumption.text)));
    if (explain_ && !assumption.check.empty()) {
      out += fmt::format("    {}\n", style.dim("check: " + text::printable(assumption.check)));
    }
  }
  return out;
}

std::string GenerateView::sections(const Style& style) const {
  std::map<std::string, std::vector<spec::FileChange>> by_section;
  for (const spec::FileChange& file : report_.files) {
    const std::size_t slash = file.path.find('/');
    by_section[slash == std::string::npos ? "." : file.path.substr(0, slash)].push_back(file);
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [section, files] : by_section) {
    rows.push_back({section + "/", std::to_string(files.size()), change_counts(files)});
  }
  std::string out = title(fmt::format("{}/", operation_.output_path), style) +
                    table({"FOLDER", "FILES", "CHANGES"}, rows, style, {1});
  if (report_.lock_file) {
    out += fmt::format("\n  {} ({}) remembers what was chosen: commit it with the spec\n",
                       style.bold(text::printable(report_.lock_file->path)), report_.lock_file->change);
  }
  return out;
}

std::string GenerateView::next_steps(const Style& style) const {
  const bool changed = report_.lock_file || std::any_of(report_.files.begin(), report_.files.end(),
                                                        [](const auto& file) { return differs(file.change); });
  if (!changed) {
    return "\nNothing differs; nothing was written.\n";
  }
  return title("Next", style) +
         fmt::format(
             "  1. read    {}/docs/README.md\n  2. review  git diff {}\n  3. deploy  {}/scripts/deploy.sh --help\n",
             operation_.output_path, operation_.output_path, operation_.output_path);
}

Json GenerateView::json() const {
  return {{"spec", operation_.spec_path},   {"output", operation_.output_path}, {"dry_run", operation_.dry_run},
          {"succeeded", report_.succeeded}, {"phases", report_.phases},         {"files", report_.files},
          {"lock_file", report_.lock_file}, {"blueprint", report_.blueprint}};
}

}  // namespace atlas::cli
