// Any bytes may come as a spec: the loader answers with a fleet or with at least one error, never with a crash, a hang
// or a message that a terminal would act on.
#include "atlas/spec/loader.hpp"
#include "atlas/spec/migration.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  atlas::spec::LoadOptions options;
  options.spec_path = "fuzz.yaml";
  options.config = ATLAS_FUZZ_CONFIG;
  atlas::Diagnostics diagnostics;
  const auto fleet = atlas::spec::load_fleet_text(text, options, diagnostics);
  if (fleet.has_value() == diagnostics.has_errors()) {
    std::abort();
  }
  for (const atlas::Diagnostic& problem : diagnostics.sorted()) {
    if (atlas::render(problem, false).find('\x1b') != std::string::npos) {
      std::abort();
    }
  }
  if (fleet && fleet->spec_hash.size() != 64) {
    std::abort();
  }
  atlas::Diagnostics ignored;
  atlas::spec::migrate_text("fuzz.yaml", text, options.config, ignored);
  return 0;
}
