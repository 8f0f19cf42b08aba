#include "atlas/state/unified_diff.hpp"

#include "atlas/utils/text.hpp"

#include <dtl/dtl.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace atlas::state {
namespace {

// The algorithm keeps up to lines * lines coordinates.
constexpr std::size_t k_most_lines = 20'000;

using Lines = std::vector<std::string>;

// Each line with its newline, so that a missing one at the end is a difference.
Lines lines_with_ends(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

void append(std::string& out, std::string_view mark, const std::string& line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) {
    out += "\n\\ No newline at end of file\n";
  }
}

// `diff -u` leaves out a count of one.
std::string range(long long begin, long long count) {
  return count == 1 ? fmt::format("{}", begin)
                    : fmt::format("{},{}", count == 0 && begin > 0 ? begin - 1 : begin, count);
}

}  // namespace

std::string unified_diff(std::string_view from, std::string_view to, std::string_view from_name,
                         std::string_view to_name) {
  if (from == to) {
    return "";
  }
  const Lines before = lines_with_ends(from);
  const Lines after = lines_with_ends(to);
  if (!text::is_utf8(from) || !text::is_utf8(to) || before.size() + after.size() > k_most_lines) {
    return fmt::format("files {} and {} differ\n", from_name, to_name);
  }
  dtl::Diff<std::string, Lines> diff(before, after);
  diff.onHuge();
  diff.compose();
  diff.composeUnifiedHunks();
  std::string out = fmt::format("--- {}\n+++ {}\n", from_name, to_name);
  for (const auto& hunk : diff.getUniHunks()) {
    out += fmt::format("@@ -{} +{} @@\n", range(hunk.a, hunk.b), range(hunk.c, hunk.d));
    for (const auto& [line, info] : hunk.common[0]) {
      append(out, " ", line);
    }
    for (const auto& [line, info] : hunk.change) {
      append(out, info.type == dtl::SES_ADD ? "+" : info.type == dtl::SES_DELETE ? "-" : " ", line);
    }
    for (const auto& [line, info] : hunk.common[1]) {
      append(out, " ", line);
    }
  }
  return out;
}

}  // namespace atlas::state
