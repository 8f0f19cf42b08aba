#pragma once

#include "atlas/utils/diagnostic.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace atlas {

/// A value that the user may set with a flag, else with an environment variable, else it has its default.
/// Declared once, as a namespace constant in the room that uses it; flag, help text, reference page and the warning
/// about unknown variables follow from the declaration.
///   const Setting k_log_level{"log-level", "ATLAS_LOG_LEVEL", "warning", "least level that is logged"};
/// Reading is thread-safe; `set` only before threads start.
class Setting {
 public:
  /// Registers itself. Two settings with one name stop the program at start-up.
  Setting(std::string_view name, std::string_view variable, std::string_view default_value, std::string_view doc,
          std::vector<std::string> choices = {});

  /// The flag's value, else the variable's, else the default.
  std::string value() const;
  /// True when a flag or a variable gave the value.
  bool given() const;
  void set(std::string value) const;
  void reset() const;

  std::string_view name() const { return name_; }  ///< the flag without `--`
  std::string_view variable() const { return variable_; }
  std::string_view default_value() const { return default_value_; }
  std::string_view doc() const { return doc_; }
  const std::vector<std::string>& choices() const { return choices_; }  ///< empty = any text

  /// All settings of the program, by name.
  static const std::map<std::string_view, const Setting*>& all();

 private:
  std::string_view name_;
  std::string_view variable_;
  std::string_view default_value_;
  std::string_view doc_;
  std::vector<std::string> choices_;
};

/// Warns about each variable ATLAS_* that no setting reads (W1090), and refuses values outside a setting's choices
/// (E1091).
void check_environment(Diagnostics& diagnostics);

}  // namespace atlas
