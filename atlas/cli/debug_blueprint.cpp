#include "atlas/cli/operation.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"

namespace atlas::cli {
namespace {

class DebugBlueprint final : public Command {
 public:
  void declare(Flags& flags) override { declare_spec(flags, operation_); }

  Answer run() override {
    operation_.goal = spec::Goal::validate;
    OperationResult result = run_operation(operation_);
    Answer answer;
    answer.code = result.code;
    answer.diagnostics = result.report.diagnostics;
    if (result.report.blueprint.is_object()) {
      const Json& blueprint = result.report.blueprint;
      answer.view =
          std::make_unique<TextView>(blueprint.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", blueprint);
    }
    return answer;
  }

 private:
  spec::Operation operation_;
};

ATLAS_VERB("debug blueprint", DebugBlueprint, "print the blueprint of a spec: the values that templates see, as JSON",
           "", "atlas debug blueprint fleet.yaml");

}  // namespace
}  // namespace atlas::cli
