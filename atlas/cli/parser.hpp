#pragma once

#include "atlas/cli/verb.hpp"

#include <optional>
#include <string>
#include <vector>

namespace atlas::cli {

/// What every verb understands.
struct GlobalOptions {
  bool help = false;
  bool version = false;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool no_color = false;

  void declare(Flags& flags);
};

/// A command line that was understood: `command` has its flags set.
struct Invocation {
  GlobalOptions global;
  std::string verb;                  ///< "" when only global options were given
  std::unique_ptr<Command> command;  ///< absent without a verb, and when help is asked for
};

/// Finds the verb and fills its flags. E8001–E8004; `invocation.global` is filled as far as possible even then, so
/// that the problem is shown in the wanted form.
bool parse(const std::vector<std::string>& arguments, Invocation& invocation, Diagnostics& diagnostics);

/// The verb's flags, for help, completion and the reference page.
Flags flags_of(Command& command);

}  // namespace atlas::cli
