#include "atlas/cli/wrap.hpp"

#include "atlas/utils/text.hpp"

namespace atlas::cli {

std::vector<std::string> wrap(std::string_view words, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : text::split(words, ' ')) {
    if (!line.empty() && text::width(line) + 1 + text::width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace atlas::cli
