#pragma once

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

namespace atlas {

/// One entry of any registry.
struct RegistryIndexEntry {
  const char* descriptor;  ///< `typeid` name of the registry's descriptor
  std::string name;
  std::string_view file;
};

/// The entries of all registries in the program, in the order of linking; for `atlas debug registry`.
inline std::vector<RegistryIndexEntry>& registry_index() {
  static std::vector<RegistryIndexEntry> index;
  return index;
}

/// Where one dropped file makes itself known: a map from name to descriptor, filled before main().
/// A descriptor's constructor does no work. Two entries with one name stop the program at start-up.
/// Read-only, and so safe from any thread, once main() runs.
template <class Descriptor>
class Registry {
 public:
  struct Entry {
    Descriptor descriptor;
    std::string_view file;  ///< the source file that registered it, for `atlas debug registry`
  };

  static const std::map<std::string, Entry, std::less<>>& entries() { return map(); }

  /// The entry of that name, or nullptr.
  static const Descriptor* find(std::string_view name) {
    const auto it = map().find(name);
    return it == map().end() ? nullptr : &it->second.descriptor;
  }

  static bool add(std::string name, Descriptor descriptor, std::string_view file) {
    registry_index().push_back({typeid(Descriptor).name(), name, file});
    const auto [it, inserted] = map().emplace(name, Entry{std::move(descriptor), file});
    if (!inserted) {
      std::fprintf(stderr, "'%s' is registered twice: %s and %s\n", name.c_str(), std::string(it->second.file).c_str(),
                   std::string(file).c_str());
      std::abort();
    }
    return true;
  }

 private:
  static std::map<std::string, Entry, std::less<>>& map() {
    static std::map<std::string, Entry, std::less<>> instance;
    return instance;
  }
};

}  // namespace atlas
