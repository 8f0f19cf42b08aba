#include "atlas/cli/completion_script.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"

namespace atlas::cli {
namespace {

class Completion final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("SHELL", "the shell to complete for", shell_).choices({"bash", "zsh", "fish"});
  }

  Answer run() override {
    const std::string script = completion_script(shell_);
    return Answer::of(std::make_unique<TextView>(script, Json{{"shell", shell_}, {"script", script}}));
  }

 private:
  std::string shell_;
};

ATLAS_VERB("completion", Completion, "print the completion script for a shell",
           "The script is made from the verbs and options of this very program.",
           "atlas completion bash > /etc/bash_completion.d/atlas\nsource <(atlas completion bash)\n"
           "atlas completion zsh > ~/.zfunc/_atlas\natlas completion fish > ~/.config/fish/completions/atlas.fish");

}  // namespace
}  // namespace atlas::cli
