#pragma once

#include "atlas/cli/view.hpp"

#include <string>
#include <vector>

namespace atlas::cli {

/// Rows under a dim header, columns as wide as their widest cell, two spaces between, indented by two.
/// Columns in `right` (numbers) are aligned to the right. Cells are shown with control characters escaped.
std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                  const Style& style, const std::vector<std::size_t>& right = {});

}  // namespace atlas::cli
