#include "atlas/cli/views/registry_view.hpp"

#include "atlas/cli/views/table.hpp"

namespace atlas::cli {

std::string RegistryView::text(const Style& style) const {
  std::vector<std::vector<std::string>> rows;
  for (const RegistryRow& row : rows_) {
    rows.push_back({row.registry, row.name, row.source});
  }
  return table({"REGISTRY", "NAME", "SOURCE"}, rows, style);
}

Json RegistryView::json() const {
  Json list = Json::array();
  for (const RegistryRow& row : rows_) {
    list.push_back({{"registry", row.registry}, {"name", row.name}, {"source", row.source}});
  }
  return list;
}

}  // namespace atlas::cli
