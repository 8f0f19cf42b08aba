#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace atlas::interview {

/// The YAML text with one value set and everything else, comments and layout included, as it was: a scalar is replaced
/// where it stands, a new member is added to its mapping. `document` is that text as the reader gave it. Nothing when
/// the place has a form that this cannot edit; whatever is returned was read again and means exactly the change.
std::optional<std::string> edit_text(const yaml::Value& document, std::string_view pointer, const Json& value);

/// `machines/web-01/memory` (items by name, id or number) as a JSON pointer; nothing when a step before the last is
/// not there.
std::optional<std::string> find_pointer(const yaml::Value& document, std::string_view path);

}  // namespace atlas::interview
