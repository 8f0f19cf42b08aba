#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atlas::cli {

/// Lines of at most `width` cells, broken at spaces, never inside a word.
std::vector<std::string> wrap(std::string_view words, std::size_t width);

}  // namespace atlas::cli
