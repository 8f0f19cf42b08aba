#include "atlas/cli/profiles.hpp"
#include "atlas/cli/scaffold.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"
#include "atlas/state/new_folder.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

constexpr const char* k_pattern = "[a-z](?!.{31})[a-z0-9]*(-[a-z0-9]+)*";
constexpr const char* k_form = "start with a letter; small letters, digits and single dashes, 31 characters at most";

class ProfilesNew final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("NAME", "the profile's name, such as build-server", name_);
    flags.text("-o,--output", "DIR", "folder of profiles to make it in", folder_).file().shown_default("profiles");
  }

  Answer run() override {
    Answer answer;
    if (is_new_name("profile", name_, k_pattern, k_form, open_profiles().names(), answer.diagnostics)) {
      make(answer);
    }
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  void make(Answer& answer) {
    const spec::FileTree tree = scaffold("profile", name_, folder_, answer.diagnostics);
    const std::string here = (std::filesystem::path(folder_) / (name_ + ".yaml")).generic_string();
    const spec::OutputFile* file = tree.find(name_ + ".yaml");
    if (file == nullptr || !state::write_new_file(real_file_system(), here, file->content, answer.diagnostics)) {
      return;
    }
    answer.view = std::make_unique<TextView>(
        fmt::format("{}\n\nNext\n"
                    "  1. edit  {}; docs/spec.md says what a machine can have\n"
                    "  2. look  atlas profiles show {}\n"
                    "  3. use   profile: {} at a machine of a fleet.yaml beside the folder profiles/\n",
                    here, here, name_, name_),
        Json{{"file", here}});
  }

  std::string name_;
  std::string folder_ = "profiles";
};

ATLAS_VERB("profiles new", ProfilesNew, "make a file for a profile of your own, which works as it is",
           "Profiles are looked for in profiles/ beside the spec. What is there already is never overwritten.",
           "atlas profiles new build-server");

}  // namespace
}  // namespace atlas::cli
