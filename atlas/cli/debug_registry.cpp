#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/registry_view.hpp"
#include "atlas/utils/settings.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <cxxabi.h>
#include <tuple>

namespace atlas::cli {
namespace {

class DebugRegistry final : public Command {
 public:
  Answer run() override {
    std::vector<RegistryRow> rows;
    for (const RegistryIndexEntry& entry : registry_index()) {
      rows.push_back({registry_name(entry.descriptor), entry.name, source_of(entry.file)});
    }
    for (const auto& [name, setting] : Setting::all()) {
      rows.push_back({"setting", std::string(name), std::string(setting->variable())});
    }
    std::sort(rows.begin(), rows.end(), [](const RegistryRow& a, const RegistryRow& b) {
      return std::tie(a.registry, a.name) < std::tie(b.registry, b.name);
    });
    return Answer::of(std::make_unique<RegistryView>(std::move(rows)));
  }

 private:
  // `N5atlas7runtime15AgentDescriptorE` → agent
  static std::string registry_name(const char* type) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(type, nullptr, nullptr, &status), std::free);
    std::string words = name ? name.get() : type;
    words = text::lower(words.substr(words.rfind(':') + 1));
    for (const std::string_view ending : {" const*", "descriptor", "type"}) {
      if (words.ends_with(ending)) {
        words.resize(words.size() - ending.size());
      }
    }
    return words;
  }

  // Compilers give the path as they were called; the part in the tree is the same for all.
  static std::string source_of(std::string_view file) {
    const std::size_t at = file.rfind("atlas/");
    return std::string(at == std::string_view::npos ? file : file.substr(file.rfind("atlas/", at)));
  }
};

ATLAS_VERB("debug registry", DebugRegistry, "list everything that registered itself, with its source file", "",
           "atlas debug registry");

}  // namespace
}  // namespace atlas::cli
