#include "atlas/cli/components.hpp"
#include "atlas/cli/scaffold.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"
#include "atlas/state/new_folder.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

// The example's fleet has the name too, which takes 31 characters.
constexpr const char* k_pattern = "[a-z](?!.{23})[a-z0-9]*(_[a-z0-9]+)*";
constexpr const char* k_form =
    "start with a letter; small letters, digits and single underscores, 23 characters at most";

class ComponentNew final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("NAME", "the component's name, such as my_service", name_);
    flags.text("-o,--output", "DIR", "folder of components to make it in", folder_).file().shown_default("components");
  }

  Answer run() override {
    Answer answer;
    Diagnostics of_others;
    if (is_new_name("component", name_, k_pattern, k_form, open_catalogue({}, of_others).names(), answer.diagnostics)) {
      make(answer);
    }
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  void make(Answer& answer) {
    const std::string here = (std::filesystem::path(folder_) / name_).generic_string();
    const spec::FileTree tree = scaffold("component", name_, here, answer.diagnostics);
    if (answer.diagnostics.has_errors() ||
        !state::write_new_folder(real_file_system(), here, tree, answer.diagnostics)) {
      return;
    }
    Json files = Json::array();
    for (const auto& [path, file] : tree.files()) {
      files.push_back(path);
    }
    answer.view = std::make_unique<TextView>(told(here, tree), Json{{"folder", here}, {"files", files}});
  }

  std::string told(const std::string& here, const spec::FileTree& tree) const {
    std::string text = fmt::format("{}/\n", here);
    for (const auto& [path, file] : tree.files()) {
      text += fmt::format("  {}\n", path);
    }
    return text + fmt::format(
                      "\nNext\n"
                      "  1. edit  {0}/component.yaml and {0}/role; docs/components.md says what each file holds\n"
                      "  2. try   atlas generate {0}/example/fleet.yaml --components {1}\n"
                      "  3. use   software: [{2}] in a fleet, with --components {1} or ATLAS_COMPONENT_PATH\n",
                      here, folder_, name_);
  }

  std::string name_;
  std::string folder_ = "components";
};

ATLAS_VERB("component new", ComponentNew, "make a folder for a component of your own, which works as it is",
           "It installs the package and runs the unit that have the component's name, and passes every check that the "
           "shipped ones pass. What is there already is never overwritten.",
           "atlas component new my_service\natlas component new my_service -o site/components");

}  // namespace
}  // namespace atlas::cli
