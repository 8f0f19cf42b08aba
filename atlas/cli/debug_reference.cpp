#include "atlas/cli/help.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/explain_view.hpp"
#include "atlas/cli/views/text_view.hpp"

namespace atlas::cli {
namespace {

class DebugReference final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.on("--diagnostics", "the page of all diagnostics instead", diagnostics_);
  }

  Answer run() override {
    const std::string page = diagnostics_ ? diagnostics_page() : reference_page();
    return Answer::of(std::make_unique<TextView>(page, Json{{"page", page}}));
  }

 private:
  bool diagnostics_ = false;
};

ATLAS_VERB("debug reference", DebugReference, "print docs/cli.md or docs/diagnostics.md from the registries", "",
           "atlas debug reference > docs/cli.md\natlas debug reference --diagnostics > docs/diagnostics.md");

}  // namespace
}  // namespace atlas::cli
