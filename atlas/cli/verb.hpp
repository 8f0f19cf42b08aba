#pragma once

#include "atlas/cli/exit_code.hpp"
#include "atlas/cli/flags.hpp"
#include "atlas/cli/view.hpp"
#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/registry.hpp"

#include <memory>
#include <string>

namespace atlas::cli {

/// What a command gives back. The program shows it and ends with the code.
struct Answer {
  int code = k_ok;
  std::unique_ptr<View> view;  ///< may be absent
  Diagnostics diagnostics;

  static Answer of(std::unique_ptr<View> view) { return {k_ok, std::move(view), {}}; }
  /// The code follows from the problem.
  static Answer failed(Diagnostic problem);
};

/// One run of a verb: first its flags are declared and filled, then it runs, once. Never prints, never prompts.
class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(Flags& /*flags*/) {}
  virtual Answer run() = 0;
};

/// What the registry knows of a verb. Its name is the words a user types: `generate`, `component list`.
struct Verb {
  std::string_view summary;   ///< one line
  std::string_view details;   ///< paragraphs for its help
  std::string_view examples;  ///< lines, each a command
  std::unique_ptr<Command> (*make)();
};
using VerbRegistry = Registry<Verb>;

/// ATLAS_VERB("component list", ComponentList, "one line", "details", "examples");
#define ATLAS_VERB(name, Class, summary, details, examples)                                                     \
  [[maybe_unused]] static const bool atlas_verb_registered = ::atlas::cli::VerbRegistry::add(                   \
      name,                                                                                                     \
      ::atlas::cli::Verb{summary, details, examples,                                                            \
                         []() -> std::unique_ptr<::atlas::cli::Command> { return std::make_unique<Class>(); }}, \
      __FILE__)

}  // namespace atlas::cli
