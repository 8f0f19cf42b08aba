#include "atlas/cli/views/table.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>

namespace atlas::cli {
namespace {

using Row = std::vector<std::string>;

std::vector<std::size_t> widths(const Row& header, const std::vector<Row>& rows) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::size_t widest = text::width(header[i]);
    for (const Row& row : rows) {
      widest = std::max(widest, text::width(row[i]));
    }
    result.push_back(widest);
  }
  return result;
}

std::string line(const Row& row, const std::vector<std::size_t>& columns, const std::vector<std::size_t>& right) {
  std::string out = " ";
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string padding(columns[i] - text::width(row[i]), ' ');
    const bool is_right = std::find(right.begin(), right.end(), i) != right.end();
    out += " " + (is_right ? padding + row[i] : row[i] + padding) + " ";
  }
  return out.substr(0, out.find_last_not_of(' ') + 1);
}

}  // namespace

std::string table(const Row& header, const std::vector<Row>& rows, const Style& style,
                  const std::vector<std::size_t>& right) {
  std::vector<Row> shown = rows;
  for (Row& row : shown) {
    for (std::string& cell : row) {
      cell = text::printable(cell);
    }
  }
  const auto columns = widths(header, shown);
  std::string out = style.dim(line(header, columns, right)) + "\n";
  for (const Row& row : shown) {
    out += line(row, columns, right) + "\n";
  }
  return out;
}

}  // namespace atlas::cli
