#pragma once

#include "atlas/utils/settings.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace atlas::cli {

/// One option or argument of a verb. Help, completion and the reference page are made from it.
struct FlagSpec {
  std::string names;    ///< "-o,--output"; without a dash it is an argument
  std::string metavar;  ///< "DIR"; empty for a switch
  std::string doc;
  std::vector<std::string> choices;
  std::string default_value;  ///< shown in the help
  std::string variable;       ///< the environment variable that also sets it
  bool required = false;      ///< arguments only
  bool repeated = false;
  bool is_file = false;                            ///< completion offers file names
  std::function<bool(const std::string&)> accept;  ///< stores the value; false when it has no such form

  bool is_argument() const { return !names.starts_with('-'); }
  bool is_switch() const { return metavar.empty() && !is_argument(); }
  std::vector<std::string> name_list() const;
};

/// The options and arguments of one verb. Targets are members of its command and must outlive the parsing.
class Flags {
 public:
  /// Refinements of the flag that was just added.
  class Added {
   public:
    explicit Added(FlagSpec& spec) : spec_(spec) {}
    Added& choices(std::vector<std::string> words);
    Added& optional();
    Added& file();
    Added& shown_default(std::string text);

   private:
    FlagSpec& spec_;
  };

  Added argument(std::string name, std::string doc, std::string& target);
  Added on(std::string names, std::string doc, bool& target);
  Added text(std::string names, std::string metavar, std::string doc, std::string& target);
  Added text(std::string names, std::string metavar, std::string doc, std::optional<std::string>& target);
  Added list(std::string names, std::string metavar, std::string doc, std::vector<std::string>& target);
  Added setting(const Setting& setting, std::string metavar);

  std::vector<FlagSpec>& all() { return specs_; }
  const std::vector<FlagSpec>& all() const { return specs_; }

 private:
  Added add(FlagSpec spec);
  std::vector<FlagSpec> specs_;
};

}  // namespace atlas::cli
