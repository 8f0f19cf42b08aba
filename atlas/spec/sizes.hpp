#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atlas::spec {

enum class SizeUnit { mib, gib };

/// Reads a size that a person wrote, in the wanted unit. A bare number already is in that unit. One-letter units and
/// the `iB` units are binary (K M G T; KiB MiB GiB TiB), `KB MB GB TB` are decimal, as on a disk's label. Letters in
/// any case, spaces and a decimal point ("1.5 TiB") are fine. Nothing when the text is no size, is no whole number of
/// the wanted unit (decimal units are rounded down instead), or does not fit.
std::optional<std::int64_t> parse_size(std::string_view text, SizeUnit unit);

/// The size with the largest unit that divides it: "4 GiB", "1536 MiB", "1 TiB".
std::string size_text(std::int64_t value, SizeUnit unit);

}  // namespace atlas::spec
