#pragma once

#include <string>
#include <string_view>

namespace atlas::state {

/// The difference of two texts in the form of `diff -u`: three lines of context, names after `---` and `+++`,
/// `\ No newline at end of file` where it is so. "" for equal texts; one line for texts that are not UTF-8 or huge.
std::string unified_diff(std::string_view from, std::string_view to, std::string_view from_name,
                         std::string_view to_name);

}  // namespace atlas::state
