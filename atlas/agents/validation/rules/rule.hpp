#pragma once

#include "atlas/spec/catalogue.hpp"
#include "atlas/spec/fleet.hpp"
#include "atlas/spec/os_catalogue.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/registry.hpp"

namespace atlas::agents::validation::rules {

/// The day that end-of-support dates are compared with: fixed per release, so that a check never depends on the clock.
constexpr std::string_view k_release_date = "2026-11-24";

/// What a rule may look at beside the fleet.
struct RuleContext {
  const spec::Catalogue& catalogue;
  const spec::OsCatalogue& systems;
};

/// A pure check: reads, reports, changes nothing. Must not crash on a fleet that other rules refuse.
using Check = void (*)(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics);

struct Rule {
  const DiagnosticKind* kind;
  Check check;
};

/// Runs every rule, in the order of their names. Problems are not sorted. Thread-safe.
void check_all(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics);

}  // namespace atlas::agents::validation::rules

/// The one line that makes a file of this folder a rule, in an unnamed namespace before the definition of `check`:
/// ATLAS_RULE(vlan_range, "ATLAS-E2023", error, "title", "explanation", check);
/// `name` is the file's name; tests/golden/rules/<name>/ holds its good.yaml, bad.yaml and bad.txt.
#define ATLAS_RULE(name, id, severity, title, explanation, check)                            \
  void check(const ::atlas::spec::Fleet&, const RuleContext&, ::atlas::Diagnostics&);        \
  const ::atlas::DiagnosticKind k_kind(id, ::atlas::Severity::severity, title, explanation); \
  [[maybe_unused]] const bool k_registered = ::atlas::Registry<Rule>::add(#name, Rule{&k_kind, &check}, __FILE__)
