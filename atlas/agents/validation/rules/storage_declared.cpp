#include "atlas/agents/validation/rules/support.hpp"

#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(storage_declared, "ATLAS-E2018", error, "the storages are declared wrongly",
           "Each storage is declared once, with an id that Proxmox VE accepts (a letter first, then letters, digits, - "
           "_ and ., at least two characters), and at most one is the default.",
           check);

bool is_storage_id(std::string_view id) {
  const auto letters = std::string(k_lower) + std::string(k_upper);
  return id.size() >= 2 && letters.find(id.front()) != std::string::npos &&
         k_alphanumeric.find(id.back()) != std::string_view::npos &&
         consists_of(id, std::string(k_alphanumeric) + "-_.");
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::set<std::string> seen;
  bool has_default = false;
  for (std::size_t i = 0; i < fleet.cluster.storage.size(); ++i) {
    const auto& storage = fleet.cluster.storage[i];
    const auto& id = storage.id.str();
    const auto pointer = item("/cluster/storage", i);
    if (!is_storage_id(id)) {
      report.at(pointer + "/id", "'" + id + "' is no storage id", "use the id that 'pvesm status' shows");
    } else if (!seen.insert(id).second) {
      report.at(pointer + "/id", "storage '" + id + "' is declared twice", "remove one of the two");
    }
    if (storage.is_default && has_default) {
      report.at(pointer + "/default", "storage '" + id + "' is a second default", "keep one default");
    }
    has_default = has_default || storage.is_default;
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
