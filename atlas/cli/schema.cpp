#include "atlas/cli/config_file.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/schema_view.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

class Schema final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.text("--kind", "KIND", "which file the schema is for", kind_).choices(schema_kinds());
    flags.on("--markdown", "as a reference page instead of JSON Schema", markdown_);
  }

  Answer run() override {
    const Result<Json> schema = read_schema(kind_);
    if (!schema) {
      return Answer::failed(schema.error());
    }
    return Answer::of(std::make_unique<SchemaView>(*schema, markdown_));
  }

 private:
  // `fleet` is its newest version; an older one has it in its name: `fleet.v1alpha1`.
  std::string kind_ = "fleet";
  bool markdown_ = false;
};

ATLAS_VERB(
    "schema", Schema, "print the JSON Schema of a kind of file",
    "The schema is what specs are checked against. An editor that knows YAML schemas completes and checks with it:\n"
    "put `# yaml-language-server: $schema=fleet.schema.json` on the first line of a spec.",
    "atlas schema > fleet.schema.json\natlas schema --markdown\natlas schema --kind profile");

}  // namespace
}  // namespace atlas::cli
