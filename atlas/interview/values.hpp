#pragma once

#include "atlas/interview/words.hpp"
#include "atlas/spec/schema_document.hpp"
#include "atlas/utils/json.hpp"
#include "atlas/utils/yaml/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::interview {

/// The number that the whole text is; nothing otherwise.
std::optional<std::int64_t> parse_integer(std::string_view answer);

/// "yes" and its like in the interview's language, and always the English ones; nothing for other words.
std::optional<bool> parse_yes_no(const Words& words, std::string_view answer);

/// The entries of a list that a person typed in one line: separated by commas; SSH keys keep the commas of their
/// comment.
std::vector<std::string> split_list(std::string_view answer);

/// What the text means where the schema stands: a boolean, a number, text, a list. Nothing when it cannot be that.
std::optional<Json> parse_value(const Words& words, spec::SchemaNode node, const std::string& answer);

/// The text that parse_value turns back into the value.
std::string show_value(const Words& words, const Json& value);

/// True when the text looks like a secret itself instead of a reference: a private key, a Proxmox API token.
bool looks_secret(std::string_view answer);

/// Sets the pointer's value, making mappings and lists on the way; a list grows by one at most.
void put(yaml::Value& document, std::string_view pointer, const Json& value);

/// Why the schema refuses the value at that place of the document, in the person's words; "" when it does not. The
/// rest of the document may be incomplete.
std::string refuse_value(const Words& words, const spec::SchemaDocument& schema, const yaml::Value& document,
                         const std::string& pointer, const Json& value);

}  // namespace atlas::interview
