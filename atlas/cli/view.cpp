#include "atlas/cli/view.hpp"

#include <fmt/format.h>

namespace atlas::cli {

std::string Style::paint(std::string_view code, std::string_view words) const {
  return colour && !words.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, words) : std::string(words);
}

}  // namespace atlas::cli
