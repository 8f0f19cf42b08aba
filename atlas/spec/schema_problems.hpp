#pragma once

#include "atlas/spec/schema_document.hpp"

namespace atlas::spec {

/// Says one violation in a person's words, at its place in the text, with a fix: ATLAS-E1101…E1107.
void report_violation(const SchemaError& error, const yaml::Value& document, SchemaNode schema,
                      Diagnostics& diagnostics);

/// The diagnostic of a value with a wrong form (ATLAS-E1106), for checks that a schema cannot express.
Diagnostic wrong_form(const yaml::Value& document, const std::string& pointer, const std::string& what);

/// A size or number outside its limits (ATLAS-E1104).
Diagnostic out_of_range(const yaml::Value& document, const std::string& pointer, const std::string& what);

}  // namespace atlas::spec
