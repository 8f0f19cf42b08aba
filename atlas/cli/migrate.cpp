#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"
#include "atlas/spec/config_folder.hpp"
#include "atlas/spec/migration.hpp"
#include "atlas/state/output_store.hpp"
#include "atlas/utils/file_system.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

class Migrate final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("SPEC", "the fleet file to rewrite", spec_).file();
    flags.on("--write", "rewrite the file in place instead of printing it", write_);
  }

  Answer run() override {
    Answer answer;
    // Reading with positions reports everything that can be wrong with a file.
    if (const std::optional<yaml::Value> document = yaml::read_file(spec_, answer.diagnostics)) {
      rewrite(document->mark().source->text, answer);
    }
    answer.code = exit_code_of(answer.diagnostics);
    return answer;
  }

 private:
  void rewrite(const std::string& text, Answer& answer) {
    const std::optional<std::string> migrated =
        spec::migrate_text(spec_, text, spec::config_folder(), answer.diagnostics);
    if (!migrated) {
      return;
    }
    const bool changed = *migrated != text;
    bool written = false;
    if (write_ && changed) {
      written = state::write_side_file(real_file_system(), {spec_, *migrated}, answer.diagnostics);
    }
    const std::string told =
        fmt::format("{} {}\n", spec_, written ? "is rewritten as atlas/v1" : "is atlas/v1 already");
    answer.view = std::make_unique<TextView>(
        write_ ? told : *migrated,
        Json{{"spec", spec_}, {"changed", changed}, {"written", written}, {"text", *migrated}});
  }

  std::string spec_;
  bool write_ = false;
};

ATLAS_VERB("migrate", Migrate, "rewrite a fleet file of an older version as atlas/v1",
           "Older versions are also read as they are, with a note. Comments are not carried over.",
           "atlas migrate old.yaml > fleet.yaml\natlas migrate old.yaml --write");

}  // namespace
}  // namespace atlas::cli
