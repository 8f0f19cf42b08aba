#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Text that no value can leave: one writer per output format (docs/templates.md has the rules as a table).
/// All functions are pure and thread-safe.
namespace atlas::emit {

enum class Format { none, hcl, yaml, ansible, json, shell, ini, systemd, markdown, mermaid, plantuml };

/// The format that a template's or file's name stands for; a final `.j2` does not count. `ansible` is YAML below
/// `ansible/`, `inventory/` or `software/`.
Format format_of(std::string_view template_name);

/// `hcl`, `yaml`, …
std::string_view name_of(Format format);
std::optional<Format> format_named(std::string_view name);

/// One complete literal of the format, quotes included. Errors: ATLAS-E5006 the format cannot hold this value,
/// E5007 there is no writer (`none`). The error never contains the value.
Result<std::string> literal(Format format, const Json& value);

/// The same for text, without a Json around it. Appends to `out`; leaves it as it was on error.
Result<void> append_text(Format format, std::string_view text, std::string& out);

/// A value in block style with every line indented by `indent` spaces, without a final newline.
/// Only yaml, ansible and json have such a style.
Result<std::string> block(Format format, const Json& value, std::size_t indent);

/// A whole file: `---`, block style, final newline; as yamllint and ansible-lint want it. With `ansible`, strings
/// that Ansible would take for templates are tagged `!unsafe`. Long text stays one double-quoted line.
std::string yaml_document(const Json& value, bool ansible);

/// A whole file: indented by 2, final newline. Both document writers throw on text that no reader lets in: a bug.
std::string json_document(const Json& value);

/// Text that needs no literal: letters, digits, `_`, `.`, `-`, starting with a letter, digit or `_`.
Result<std::string> identifier(const Json& value);

/// `n_` and the text in lower case with every other character as `_`: an id for Mermaid and PlantUML.
Result<std::string> node_id(const Json& value);

/// A Markdown code span, right inside and outside of tables; newlines become spaces.
Result<std::string> code_span(const Json& value);

/// One line of comment text for any of the formats; what would end a comment is broken up.
Result<std::string> comment(const Json& value);

/// One line of plain text for `key=text` settings that take no quotes (systemd's `Description=`): `%` is doubled.
Result<std::string> line(const Json& value);

/// Text or an integer exactly as it is. Only for text that ATLAS itself wrote.
Result<std::string> raw(const Json& value);

}  // namespace atlas::emit
