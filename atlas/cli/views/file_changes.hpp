#pragma once

#include "atlas/cli/view.hpp"
#include "atlas/spec/messages/operation.hpp"

#include <string>
#include <vector>

namespace atlas::cli {

/// "12 added, 3 changed, 1 removed, 2 edited, 400 unchanged"; kinds without files are left out.
std::string change_counts(const std::vector<spec::FileChange>& files);

/// Files by folder, with marks: + added, ~ changed, - removed, ! edited or in conflict.
std::string change_tree(const std::vector<spec::FileChange>& files, const Style& style);

/// All diffs, one after the other, coloured by line.
std::string change_diffs(const std::vector<spec::FileChange>& files, const Style& style);

}  // namespace atlas::cli
