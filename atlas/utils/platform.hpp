#pragma once

#include <functional>
#include <memory>
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
void unset_environment(const std::string& name);

enum class Stream { output, error };

bool is_terminal(Stream stream);

/// Columns of the terminal, or 100 when there is none.
int terminal_width();

/// A reader that goes away (`atlas … | head`) is no reason to die.
void ignore_broken_pipes();

/// While it lives, the first SIGINT or SIGTERM calls `action`, on a thread of its own, instead of ending the program;
/// the second one ends it at once with 130. At most one at a time.
class InterruptWatch {
 public:
  explicit InterruptWatch(std::function<void()> action);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace atlas::platform
