#include "atlas/cli/errors.hpp"
#include "atlas/cli/profiles.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/profile_view.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

class ProfilesShow final : public Command {
 public:
  void declare(Flags& flags) override { flags.argument("NAME", "the profile's name", name_); }

  Answer run() override {
    spec::ProfileStore store = open_profiles();
    const std::vector<std::string> names = store.names();
    if (std::find(names.begin(), names.end(), name_) == names.end()) {
      const std::optional<std::string> near = nearest(name_, names);
      return Answer::failed(
          k_unknown_name(fmt::format("there is no profile '{}'", name_))
              .fix(near ? fmt::format("did you mean {}?", *near) : "list all with `atlas profiles list`"));
    }
    Answer answer;
    if (const spec::Profile* profile = store.find(name_, std::nullopt, answer.diagnostics)) {
      answer.view = std::make_unique<ProfileView>(*profile);
    }
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  std::string name_;
};

ATLAS_VERB("profiles show", ProfilesShow, "show what a profile sets, with all that it extends merged in", "",
           "atlas profiles show web-server");

}  // namespace
}  // namespace atlas::cli
