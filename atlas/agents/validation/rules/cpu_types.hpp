#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace atlas::agents::validation::rules {

/// The x86-64 level (1 to 4) that a QEMU CPU type gives; 0 when unknown: host, named models, custom types.
int cpu_level(std::string_view type);

/// The flags that a CPU type certainly gives, as /proc/cpuinfo spells them; nothing when unknown.
std::optional<std::set<std::string>> cpu_flags(std::string_view type);

}  // namespace atlas::agents::validation::rules
