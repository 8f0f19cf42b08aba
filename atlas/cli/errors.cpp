#include "atlas/cli/errors.hpp"

namespace atlas::cli {

ATLAS_DIAGNOSTIC(k_unknown_verb, "ATLAS-E8001", error, "unknown verb",
                 "The first words of the command line say what to do, and no verb has this name. `atlas --help` lists "
                 "all verbs. Exit code 64.");
ATLAS_DIAGNOSTIC(k_unknown_flag, "ATLAS-E8002", error, "unknown option or argument",
                 "The verb does not know this option, or takes fewer arguments. `atlas VERB --help` lists its options. "
                 "Exit code 64.");
ATLAS_DIAGNOSTIC(
    k_bad_argument, "ATLAS-E8003", error, "an option has a value that does not fit",
    "The option needs another form of value, or one of a fixed list of words; the message says which. Exit code 64.");
ATLAS_DIAGNOSTIC(k_missing_argument, "ATLAS-E8004", error, "an argument is missing",
                 "The verb cannot work without this argument, or the option without its value. `atlas VERB --help` "
                 "shows the form. Exit code 64.");
ATLAS_DIAGNOSTIC(k_unknown_name, "ATLAS-E8005", error, "no such name",
                 "The verb shows one thing by its name, and there is none of that name. The verb's `list` form shows "
                 "all names. Exit code 5.");

}  // namespace atlas::cli
