#include "atlas/cli/components.hpp"
#include "atlas/cli/errors.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/component_view.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

class ComponentShow final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("NAME", "the component's name", name_);
    declare_components(flags, folders_);
  }

  Answer run() override {
    Answer answer;
    const spec::Catalogue catalogue = open_catalogue(folders_, answer.diagnostics);
    if (const spec::Component* component = catalogue.find(name_)) {
      answer.view = std::make_unique<ComponentView>(*component);
    } else {
      const std::optional<std::string> near = nearest(name_, catalogue.names());
      answer.diagnostics.add(
          k_unknown_name(fmt::format("there is no component '{}'", name_))
              .fix(near ? fmt::format("did you mean {}?", *near) : "list all with `atlas component list`"));
    }
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  std::string name_;
  std::vector<std::string> folders_;
};

ATLAS_VERB("component show", ComponentShow, "show a component: versions, parameters, ports, needs", "",
           "atlas component show nginx");

}  // namespace
}  // namespace atlas::cli
