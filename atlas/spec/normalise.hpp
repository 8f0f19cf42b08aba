#pragma once

#include "atlas/spec/schema_document.hpp"

#include <set>
#include <string>

namespace atlas::spec {

/// Brings a document that its schema accepts to one form, so that merging needs no special cases. What the schema's
/// annotations ask for:
/// `x-unit`: sizes become whole numbers of that unit (checked against minimum and maximum);
/// `x-shorthand: k`: text becomes a mapping with the one key k;
/// `x-alias-of: k`: `class: x` becomes `classes: [x]`;
/// `format`: ipv4, ipv6, ip, ipv4-network, ipv6-network, ipv4-range, ipv6-range, nic-ipv4, nic-ipv6, domain and url
/// are checked, and addresses get their canonical text.
/// A list with `x-merge: name` must not hold a name twice (ATLAS-E1109), or merging would hide one of the two.
/// Values at the pointers in `reported` are left alone: the schema check has reported them. Places stay.
void normalise(yaml::Value& document, SchemaNode schema, const std::set<std::string>& reported,
               Diagnostics& diagnostics);

}  // namespace atlas::spec
