#include "atlas/cli/profiles.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/profile_view.hpp"

namespace atlas::cli {
namespace {

class ProfilesList final : public Command {
 public:
  Answer run() override {
    Answer answer;
    spec::ProfileStore store = open_profiles();
    std::vector<spec::Profile> profiles;
    for (const std::string& name : store.names()) {
      if (const spec::Profile* profile = store.find(name, std::nullopt, answer.diagnostics)) {
        profiles.push_back(*profile);
      }
    }
    answer.view = std::make_unique<ProfileListView>(std::move(profiles));
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }
};

ATLAS_VERB("profiles list", ProfilesList, "list the ready-made kinds of machines and stacks",
           "Shipped profiles, and those in `profiles/` of the current folder.", "atlas profiles list");

}  // namespace
}  // namespace atlas::cli
