#include "atlas/cli/views/file_changes.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

struct ChangeKind {
  std::string_view name;
  std::string_view mark;
};
constexpr std::array<ChangeKind, 6> k_kinds{
    {{"added", "+"}, {"changed", "~"}, {"removed", "-"}, {"conflict", "!"}, {"edited", "!"}, {"unchanged", " "}}};

std::string_view mark_of(const std::string& change) {
  const auto* it =
      std::find_if(k_kinds.begin(), k_kinds.end(), [&](const ChangeKind& kind) { return kind.name == change; });
  return it == k_kinds.end() ? "?" : it->mark;
}

std::string painted(std::string_view mark, const std::string& words, const Style& style) {
  switch (mark.front()) {
    case '+':
      return style.good(words);
    case '-':
      return style.bad(words);
    case '~':
      return style.warn(words);
    case '!':
      return style.warn(words);
    default:
      return words;
  }
}

std::string diff_line(const std::string& line, const Style& style) {
  const std::string shown = text::printable(line);
  if (line.starts_with("+++") || line.starts_with("---")) {
    return style.bold(shown);
  }
  if (line.starts_with("@@")) {
    return style.accent(shown);
  }
  return line.starts_with('+') ? style.good(shown) : line.starts_with('-') ? style.bad(shown) : shown;
}

std::vector<std::string> folders_of(const std::string& path) {
  std::vector<std::string> parts = text::split(path, '/');
  parts.pop_back();
  return parts;
}

}  // namespace

std::string change_counts(const std::vector<spec::FileChange>& files) {
  std::vector<std::string> words;
  for (const ChangeKind& kind : k_kinds) {
    const auto count = std::count_if(files.begin(), files.end(),
                                     [&](const spec::FileChange& file) { return file.change == kind.name; });
    if (count > 0) {
      words.push_back(fmt::format("{} {}", count, kind.name));
    }
  }
  return words.empty() ? "no files" : text::join(words, ", ");
}

std::string change_tree(const std::vector<spec::FileChange>& files, const Style& style) {
  std::string out;
  std::vector<std::string> open;
  for (const spec::FileChange& file : files) {
    const std::vector<std::string> folders = folders_of(file.path);
    std::size_t common = 0;
    while (common < std::min(open.size(), folders.size()) && open[common] == folders[common]) {
      ++common;
    }
    for (std::size_t depth = common; depth < folders.size(); ++depth) {
      out += fmt::format("  {}{}/\n", std::string(2 * depth + 2, ' '), style.bold(text::printable(folders[depth])));
    }
    open = folders;
    const std::string name = text::printable(file.path.substr(file.path.find_last_of('/') + 1));
    const std::string_view mark = mark_of(file.change);
    out += painted(mark, fmt::format("  {} {}{}", mark, std::string(2 * folders.size(), ' '), name), style) + "\n";
  }
  return out;
}

std::string change_diffs(const std::vector<spec::FileChange>& files, const Style& style) {
  std::string out;
  for (const spec::FileChange& file : files) {
    for (const std::string& line : text::lines(file.diff)) {
      out += diff_line(line, style) + "\n";
    }
  }
  return out;
}

}  // namespace atlas::cli
