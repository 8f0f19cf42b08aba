#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace atlas::spec {

/// Checks a text against one of the `format` names of normalise.hpp. The canonical text, or what is wrong with it
/// ("is no IPv4 address"). Nothing for a format that is not known here.
std::optional<tl::expected<std::string, std::string>> check_format(std::string_view format, const std::string& text);

}  // namespace atlas::spec
