#pragma once

#include "atlas/cli/view.hpp"

#include <string>

namespace atlas::cli {

/// `atlas` alone: the way to the first success.
std::string short_help(const Style& style);

/// `atlas --help`: all verbs, global options, exit codes.
std::string full_help(const Style& style);

/// `atlas VERB --help`.
std::string verb_help(const std::string& verb, const Style& style);

/// docs/cli.md: the same facts as one Markdown page.
std::string reference_page();

}  // namespace atlas::cli
