#pragma once

#include "atlas/generators/generator.hpp"
#include "atlas/utils/json.hpp"

namespace atlas::generators::docs {

/// The alerts that the monitoring of this fleet raises, for the runbook's table: [{name, severity, summary, anchor}],
/// by name, each name once with its gravest severity. Read from the shipped rule files and from `rules.yml` of the
/// components in use. `anchor` is the section of monitoring/runbooks.md, or empty. Empty list when monitoring is off.
/// Rule files that cannot be read are left out: whoever writes them reports that.
Json alerts_of(const GeneratorInput& input);

}  // namespace atlas::generators::docs
