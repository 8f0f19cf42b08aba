#include "atlas/cli/components.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/component_view.hpp"

namespace atlas::cli {
namespace {

class ComponentList final : public Command {
 public:
  void declare(Flags& flags) override { declare_components(flags, folders_); }

  Answer run() override {
    Answer answer;
    answer.view = std::make_unique<ComponentListView>(open_catalogue(folders_, answer.diagnostics));
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  std::vector<std::string> folders_;
};

ATLAS_VERB("component list", ComponentList, "list the software that machines can have",
           "Shipped components, those of `--components` and of ATLAS_COMPONENT_PATH. A component is a folder of data; "
           "docs/components.md says how to add one.",
           "atlas component list\natlas component list --components ./components");

}  // namespace
}  // namespace atlas::cli
