#include "atlas/cli/operation.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/validate_view.hpp"

namespace atlas::cli {
namespace {

class Validate final : public Command {
 public:
  void declare(Flags& flags) override { declare_spec(flags, operation_); }

  Answer run() override {
    operation_.goal = spec::Goal::validate;
    OperationResult result = run_operation(operation_);
    Answer answer;
    answer.code = result.code;
    answer.diagnostics = result.report.diagnostics;
    answer.view = std::make_unique<ValidateView>(operation_.spec_path, std::move(result.report));
    return answer;
  }

 private:
  spec::Operation operation_;
};

ATLAS_VERB("validate", Validate, "check a spec: form, rules, and whether a place can be found for every machine",
           "All problems are told at once, each with its place in the file, an id and what to do. Writes nothing.",
           "atlas validate fleet.yaml\natlas validate fleet.yaml --env prod --json");

}  // namespace
}  // namespace atlas::cli
