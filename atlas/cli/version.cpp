#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/text_view.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

class Version final : public Command {
 public:
  Answer run() override {
    return Answer::of(
        std::make_unique<TextView>(fmt::format("atlas {}\n", ATLAS_VERSION), Json{{"version", ATLAS_VERSION}}));
  }
};

ATLAS_VERB("version", Version, "show the version", "", "atlas version\natlas version --json");

}  // namespace
}  // namespace atlas::cli
