#include "atlas/agents/validation/rules/support.hpp"

#include <regex>
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
  std::regex expression;
};

const char* secret_kind(const std::string& text) {
  static const std::vector<Pattern> k_patterns = [] {
    const auto flags = std::regex::ECMAScript | std::regex::optimize;
    const auto any_case = flags | std::regex::icase;
    return std::vector<Pattern>{
        {"a private key", std::regex("-----BEGIN [A-Z ]*PRIVATE KEY", flags)},
        {"an age identity", std::regex("AGE-SECRET-KEY-1[0-9A-Z]{20}", flags)},
        {"a Proxmox VE API token",
         std::regex("![A-Za-z][A-Za-z0-9._-]*=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", any_case)},
        {"an access key", std::regex("(AKIA|ASIA)[0-9A-Z]{16}", flags)},
        {"an access token",
         std::regex("(ghp_|gho_|ghs_|github_pat_|glpat-|hvs\\.|xox[abpr]-|sk_live_)[A-Za-z0-9_-]{16}", flags)},
        {"a URL with a password", std::regex("://[^/@\\s:]+:[^/@\\s]+@", flags)},
        {"a password", std::regex("(password|passwd|secret|api_?key|token)\\s*[=:]\\s*[^\\s]{4}", any_case)},
        {"a password hash", std::regex("\\$(1|5|6|y|2[aby])\\$[./A-Za-z0-9]+\\$", flags)}};
  }();
  // Keys and sources that the expressions would have to skip anyway, and texts too short or too long to be one.
  if (text.size() < 8 || text.size() > 65'536 || is_secret_reference(text)) {
    return nullptr;
  }
  for (const auto& pattern : k_patterns) {
    if (std::regex_search(text, pattern.expression)) {
      return pattern.kind;
    }
  }
  return nullptr;
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
