#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>
#include <array>
#include <re2/set.h>
#include <set>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(secret_in_text, "ATLAS-E2130", error, "the spec seems to hold a secret",
           "A text looks like a password, a token or a private key. The spec and everything made of it go into version "
           "control and into the docs. Remove it, and change the secret: treat it as known. Where a secret is needed, "
           "write a reference (env:, file:, vault:, age:). The message does not repeat the text.",
           check);

struct Pattern {
  const char* kind;
  const char* expression;
};

constexpr std::array k_patterns{
    Pattern{"a private key", "-----BEGIN [A-Z ]*PRIVATE KEY"},
    Pattern{"an age identity", "AGE-SECRET-KEY-1[0-9A-Z]{20}"},
    Pattern{"a Proxmox VE API token", "(?i)![A-Z][A-Z0-9._-]*=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"},
    Pattern{"an access key", "(AKIA|ASIA)[0-9A-Z]{16}"},
    Pattern{"an access token", "(ghp_|gho_|ghs_|github_pat_|glpat-|hvs\\.|xox[abpr]-|sk_live_)[A-Za-z0-9_-]{16}"},
    Pattern{"a URL with a password", "://[^/@\\s:]+:[^/@\\s]+@"},
    Pattern{"a password", "(?i)(password|passwd|secret|api_?key|token)\\s*[=:]\\s*[^\\s]{4}"},
    Pattern{"a password hash", "\\$(1|5|6|y|2[aby])\\$[./A-Za-z0-9]+\\$"}};

// All of them in one pass over a text, in time linear to its length.
const RE2::Set& expressions() {
  static const RE2::Set k_set = [] {
    RE2::Set set(RE2::DefaultOptions, RE2::UNANCHORED);
    for (const Pattern& pattern : k_patterns) {
      set.Add(pattern.expression, nullptr);
    }
    set.Compile();
    return set;
  }();
  return k_set;
}

const char* secret_kind(const std::string& text) {
  // Keys and sources that the expressions would have to skip anyway, and texts too short or too long to be one.
  if (text.size() < 8 || text.size() > 65'536 || is_secret_reference(text)) {
    return nullptr;
  }
  std::vector<int> found;
  return expressions().Match(text, &found)
             ? k_patterns.at(static_cast<std::size_t>(*std::min_element(found.begin(), found.end()))).kind
             : nullptr;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  std::set<std::string> said;
  visit_texts(fleet.document, "", [&](const std::string& pointer, const std::string& text) {
    if (const auto* kind = secret_kind(text)) {
      const auto place = fleet.where(pointer);
      const auto line = place ? std::to_string(place->line) + ":" + std::to_string(place->column) : pointer;
      if (said.insert(line).second) {
        Diagnostics one;
        Report(fleet, k_kind, one)
            .at(pointer, std::string("this text looks like ") + kind,
                "remove it, change the secret, and use a reference");
        for (auto problem : one.items()) {
          if (problem.where) {
            problem.where->source_line.clear();  // it would be printed
          }
          diagnostics.add(std::move(problem));
        }
      }
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
