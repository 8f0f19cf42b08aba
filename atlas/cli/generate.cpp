#include "atlas/cli/operation.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/generate_view.hpp"

#include <algorithm>

namespace atlas::cli {
namespace {

class Generate final : public Command {
 public:
  void declare(Flags& flags) override {
    declare_spec(flags, operation_);
    flags.text("-o,--output", "DIR", "folder to write", operation_.output_path).file();
    flags
        .list("--templates", "DIR", "folder of templates that are taken before the shipped ones",
              operation_.template_folders)
        .file();
    flags.on("-n,--dry-run", "show the tree and what would change, write nothing; exit code 2 when something would",
             operation_.dry_run);
    flags.on("-f,--force", "overwrite files that a person edited, take over a folder that is not empty",
             operation_.force);
    flags.on("--explain", "also say why each machine is where it is", explain_);
  }

  Answer run() override {
    operation_.goal = spec::Goal::generate;
    while (operation_.output_path.size() > 1 && operation_.output_path.ends_with('/')) {
      operation_.output_path.pop_back();
    }
    OperationResult result = run_operation(operation_);
    Answer answer;
    answer.code = result.code;
    if (operation_.dry_run && result.code == k_ok && would_change(result.report)) {
      answer.code = k_changes;
    }
    answer.diagnostics = result.report.diagnostics;
    answer.view = std::make_unique<GenerateView>(operation_, std::move(result.report), explain_);
    return answer;
  }

 private:
  static bool would_change(const spec::OperationReport& report) {
    return report.lock_file.has_value() ||
           std::any_of(report.files.begin(), report.files.end(), [](const spec::FileChange& file) {
             return file.change != "unchanged" && file.change != "edited";
           });
  }

  spec::Operation operation_;
  bool explain_ = false;
};

ATLAS_VERB(
    "generate", Generate, "write output/ from a spec: Terraform, Ansible, inventory, docs, scripts, monitoring",
    "Same spec and same lock file give the same bytes. Files that a person edited are kept and reported with a diff;\n"
    "a second run writes nothing. Nothing touches a cluster.",
    "atlas generate fleet.yaml\natlas generate fleet.yaml -o site/ --env prod\natlas generate fleet.yaml --dry-run");

}  // namespace
}  // namespace atlas::cli
