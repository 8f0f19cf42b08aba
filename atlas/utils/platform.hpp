#pragma once

#include <atomic>
#include <string>
#include <vector>

/// What differs between operating systems, except the disk (file_system.hpp). Nothing else calls the system directly.
namespace atlas::platform {

/// The environment variable, or "" when it is not set.
std::string environment(const std::string& name);

/// Names of all environment variables that start with `prefix`, sorted.
std::vector<std::string> environment_names(const std::string& prefix);

/// Only before threads start.
void set_environment(const std::string& name, const std::string& value);

enum class Stream { output, error };

bool is_terminal(Stream stream);

/// Columns of the terminal, or 100 when there is none.
int terminal_width();

/// SIGINT and SIGTERM set the flag that is returned (to the signal's number) instead of ending the program; the
/// second one ends it at once with 130. SIGPIPE is ignored. Call once, from main, before threads start.
const std::atomic<int>& catch_interrupts();

/// Ends the process now, without destructors: for output that is already flushed.
[[noreturn]] void exit_now(int code);

}  // namespace atlas::platform
