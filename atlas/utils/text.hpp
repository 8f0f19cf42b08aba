#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Small text helpers without state. All take and give UTF-8.
namespace atlas::text {

/// Splits at "\n"; a final newline gives no extra empty line.
std::vector<std::string> lines(std::string_view text);

/// Splits at every `separator`; an empty text gives one empty field.
std::vector<std::string> split(std::string_view text, char separator);

std::string join(const std::vector<std::string>& parts, std::string_view separator);

std::string_view trim(std::string_view text);

/// ASCII only: names of this domain are ASCII.
std::string lower(std::string_view text);

/// Levenshtein distance in bytes; cost |a| * |b|.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The text with control, bidirectional and zero-width characters and invalid UTF-8 shown as escapes, tabs as
/// one space: nothing that a terminal would act on, so no input can forge or hide output.
std::string printable(std::string_view text);

/// True when the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// Next code point at `offset`, which moves on; nothing when the bytes are not UTF-8 (offset moves by 1).
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& offset);

/// Terminal cells, one a code point (wide characters count as one).
std::size_t width(std::string_view text);

/// The largest index <= offset that does not cut a UTF-8 sequence.
std::size_t char_boundary(std::string_view text, std::size_t offset);

/// True for characters that must not be in any user string: C0 except tab/newline, DEL, C1, U+2028/9,
/// bidirectional controls, BOM, zero-width.
bool is_forbidden(char32_t code_point);

}  // namespace atlas::text
