#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/yaml/value.hpp"

namespace atlas::spec {

/// Checks of an expanded document that the typed Fleet could no longer express: E1212 a machine lacks a setting that
/// no layer gave, E1213 a network is on both or neither of bridge and vnet, E1215 a vmid range is upside down,
/// E1216 there is no machine.
void check_coherence(const yaml::Value& document, Diagnostics& diagnostics);

}  // namespace atlas::spec
