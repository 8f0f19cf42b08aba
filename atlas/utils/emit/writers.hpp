#pragma once

#include "atlas/utils/json.hpp"

#include <string>
#include <string_view>

/// The writers behind emit.hpp, one file each. They append to `out` and return why they refuse, or nullptr.
/// Text has passed `refuse_text` before a text writer sees it.
namespace atlas::emit {

using Refusal = const char*;

/// Not UTF-8, or a character that no user string may hold (`text::is_forbidden`).
Refusal refuse_text(std::string_view text);

Refusal hcl_text(std::string_view text, std::string& out);
Refusal hcl_value(const Json& value, std::string& out);
Refusal yaml_text(std::string_view text, std::string& out);
Refusal yaml_value(const Json& value, std::string& out);
Refusal ansible_text(std::string_view text, std::string& out);
Refusal ansible_value(const Json& value, std::string& out);
Refusal json_text(std::string_view text, std::string& out);
Refusal json_value(const Json& value, std::string& out);
Refusal shell_text(std::string_view text, std::string& out);
Refusal shell_value(const Json& value, std::string& out);
Refusal ini_text(std::string_view text, std::string& out);
Refusal ini_value(const Json& value, std::string& out);
Refusal systemd_text(std::string_view text, std::string& out);
Refusal systemd_value(const Json& value, std::string& out);
Refusal markdown_text(std::string_view text, std::string& out);
Refusal markdown_value(const Json& value, std::string& out);
Refusal mermaid_text(std::string_view text, std::string& out);
Refusal mermaid_value(const Json& value, std::string& out);
Refusal plantuml_text(std::string_view text, std::string& out);
Refusal plantuml_value(const Json& value, std::string& out);

/// Block styles; `indent` spaces before every line, no final newline. `yaml_block` escapes what it must and so
/// refuses only text that is not UTF-8.
Refusal yaml_block(const Json& value, std::size_t indent, bool ansible, std::string& out);
Refusal json_block(const Json& value, std::size_t indent, std::string& out);

using TextWriter = Refusal (*)(std::string_view, std::string&);

/// `text` checked and then written.
Refusal checked(TextWriter writer, std::string_view text, std::string& out);

/// true/false, digits or text; refuses null, lists and maps.
Refusal scalar(const Json& value, TextWriter text, std::string& out);

/// The same, where numbers and booleans need the quotes too: labels.
Refusal quoted_scalar(const Json& value, TextWriter text, std::string& out);

/// A list of scalars with `separator` between them, or one scalar.
Refusal scalars(const Json& value, TextWriter text, std::string_view separator, std::string& out);

/// Any space that readers strip from the ends of a line, also outside of ASCII.
bool is_space(char32_t c);
/// 0 for an empty text.
char32_t first_character(std::string_view text);
char32_t last_character(std::string_view text);

/// Digits of an integer or a float, the same in every format.
void number(const Json& value, std::string& out);

}  // namespace atlas::emit
