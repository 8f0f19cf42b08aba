#pragma once

#include <iosfwd>
#include <string>
#include <vector>

/// The command line as a whole: finds the verb, runs its command, shows the answer.
namespace atlas::cli {

/// Where a run writes, and how that place looks.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  bool colour_out = false;
  bool colour_err = false;
  int width = 100;
};

/// Runs one command line (without the program's name) and returns the exit code. Data goes to `out`, the rest to
/// `err`. Never throws, never prompts.
int run(const std::vector<std::string>& arguments, Terminal& terminal);

/// The same for the process: its arguments, its streams.
int run(int argc, char** argv);

}  // namespace atlas::cli
