#include "atlas/utils/settings.hpp"

#include "atlas/utils/platform.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace atlas {
namespace {

ATLAS_DIAGNOSTIC(
    k_unknown_variable, "ATLAS-W1090", warning, "unknown environment variable",
    "An environment variable whose name starts with ATLAS_ is set, but no setting has that name, so it has "
    "no effect. Most often it is a misspelt name. `atlas --help` lists the settings with their variables.");
ATLAS_DIAGNOSTIC(k_bad_value, "ATLAS-E1091", error, "a setting has a value that it does not know",
                 "The setting accepts only the listed words. The value came from the environment variable or the flag "
                 "that the message names.");

// Read by the scripts of the source tree, not by the program.
constexpr std::array<std::string_view, 3> k_tool_variables{"ATLAS_ACCEPT", "ATLAS_ROOT", "ATLAS_TOOLS"};

std::map<std::string_view, const Setting*>& registry() {
  static std::map<std::string_view, const Setting*> map;
  return map;
}

std::map<std::string_view, std::string>& flags() {
  static std::map<std::string_view, std::string> map;
  return map;
}

void check_choice(const Setting& setting, Diagnostics& diagnostics) {
  const std::string value = setting.value();
  const auto& choices = setting.choices();
  if (!setting.given() || choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) {
    return;
  }
  Diagnostic problem =
      k_bad_value(fmt::format("'{}' is no value of {} (--{})", value, setting.variable(), setting.name()));
  problem.suggestion = fmt::format("use one of: {}", text::join(choices, ", "));
  diagnostics.add(std::move(problem));
}

}  // namespace

Setting::Setting(std::string_view name, std::string_view variable, std::string_view default_value, std::string_view doc,
                 std::vector<std::string> choices)
    : name_(name), variable_(variable), default_value_(default_value), doc_(doc), choices_(std::move(choices)) {
  if (!registry().emplace(name, this).second) {
    std::fprintf(stderr, "two settings have the name %.*s\n", static_cast<int>(name.size()), name.data());
    std::abort();
  }
}

std::string Setting::value() const {
  if (const auto it = flags().find(name_); it != flags().end()) {
    return it->second;
  }
  const std::string variable = platform::environment(std::string(variable_));
  return variable.empty() ? std::string(default_value_) : variable;
}

bool Setting::given() const {
  return flags().contains(name_) || !platform::environment(std::string(variable_)).empty();
}

void Setting::set(std::string value) const { flags()[name_] = std::move(value); }

void Setting::reset() const { flags().erase(name_); }

const std::map<std::string_view, const Setting*>& Setting::all() { return registry(); }

void check_environment(Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const auto& [name, setting] : Setting::all()) {
    known.emplace_back(setting->variable());
    check_choice(*setting, diagnostics);
  }
  for (const std::string& name : platform::environment_names("ATLAS_")) {
    const bool read = std::find(known.begin(), known.end(), name) != known.end() ||
                      std::find(k_tool_variables.begin(), k_tool_variables.end(), name) != k_tool_variables.end();
    if (!read) {
      const std::optional<std::string> near = nearest(name, known);
      diagnostics.add(k_unknown_variable(fmt::format("the environment variable {} is not a setting of ATLAS", name))
                          .fix(near ? fmt::format("did you mean {}?", *near) : "unset it, or see `atlas --help`"));
    }
  }
}

}  // namespace atlas
