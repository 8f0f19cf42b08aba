#include "atlas/cli/views/explain_view.hpp"

#include "atlas/cli/views/table.hpp"
#include "atlas/cli/wrap.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

Json kind_json(const DiagnosticKind& kind) {
  return {{"id", kind.id()},
          {"severity", to_string(kind.severity())},
          {"title", kind.title()},
          {"explanation", kind.explanation()}};
}

}  // namespace

std::string ExplainView::text(const Style& style) const {
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 40, 100));
  std::string out = fmt::format("{} ({}): {}\n\n", style.bold(kind_.id()), to_string(kind_.severity()), kind_.title());
  for (const std::string& paragraph : text::lines(kind_.explanation())) {
    out += text::join(wrap(paragraph, width), "\n") + "\n";
  }
  return out;
}

Json ExplainView::json() const { return kind_json(kind_); }

std::string DiagnosticListView::text(const Style& style) const {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [id, kind] : DiagnosticKind::all()) {
    rows.push_back({std::string(id), std::string(to_string(kind->severity())), std::string(kind->title())});
  }
  return table({"ID", "SEVERITY", "TITLE"}, rows, style);
}

Json DiagnosticListView::json() const {
  Json list = Json::array();
  for (const auto& [id, kind] : DiagnosticKind::all()) {
    list.push_back(kind_json(*kind));
  }
  return list;
}

std::string diagnostics_page() {
  std::string out =
      "# Diagnostics\n\nWritten by `atlas debug reference --diagnostics`; the texts stand beside the code that reports "
      "the problem.\n"
      "`atlas explain ID` shows the same, offline.\n";
  for (const auto& [id, kind] : DiagnosticKind::all()) {
    out += fmt::format("\n## {}: {}\n\n{}. {}\n", id, kind->title(), to_string(kind->severity()), kind->explanation());
  }
  return out;
}

}  // namespace atlas::cli
