#include "atlas/cli/exit_code.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace atlas::cli {
namespace {

struct Exact {
  std::string_view id;
  ExitCode code;
};
constexpr std::array<Exact, 10> k_exact{{{"ATLAS-E1011", k_not_found},
                                         {"ATLAS-E6003", k_refused},
                                         {"ATLAS-E6005", k_locked},
                                         {"ATLAS-E6009", k_locked},
                                         {"ATLAS-E7112", k_interrupted},
                                         {"ATLAS-E7114", k_refused},
                                         {"ATLAS-E7121", k_usage},
                                         {"ATLAS-E7124", k_usage},
                                         {"ATLAS-E8005", k_not_found},
                                         {"ATLAS-E8006", k_error}}};

// 10xx–12xx reading and schema, 2xxx rules, 4xxx planning, 51xx components: all are mended in the user's files.
// 1090–1099 are settings, secrets and log files.
bool is_about_the_spec(int number) {
  return (number >= 1000 && number < 1300 && (number < 1090 || number > 1099)) || (number >= 2000 && number < 3000) ||
         (number >= 4000 && number < 5000) || (number >= 5100 && number < 5200);
}

ExitCode code_of(std::string_view id) {
  for (const Exact& exact : k_exact) {
    if (exact.id == id) {
      return exact.code;
    }
  }
  int number = 0;
  const std::size_t digits = id.find_first_of("0123456789");
  if (digits != std::string_view::npos) {
    std::from_chars(id.data() + digits, id.data() + id.size(), number);
  }
  if (number >= 8000 && number < 9000) {
    return k_usage;
  }
  return is_about_the_spec(number) ? k_spec_invalid : k_error;
}

}  // namespace

ExitCode exit_code_of(const Diagnostics& diagnostics) {
  // A problem that is not about the spec says more: the spec may be right.
  ExitCode result = k_ok;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (diagnostic.severity != Severity::error) {
      continue;
    }
    const ExitCode code = code_of(diagnostic.id);
    if (result == k_ok || result == k_spec_invalid) {
      result = code;
    }
  }
  return result;
}

const std::vector<ExitCodeRow>& exit_code_table() {
  static const std::vector<ExitCodeRow> rows{{k_ok, "done, or nothing to change"},
                                             {k_error, "error"},
                                             {k_changes, "changes or drift are there (dry run)"},
                                             {k_spec_invalid, "the spec is invalid"},
                                             {k_denied, "authentication or permission"},
                                             {k_not_found, "not found"},
                                             {k_refused, "refused by policy"},
                                             {k_busy, "the cluster is busy, try again"},
                                             {k_locked, "locked by another run, or frozen"},
                                             {k_rolled_back, "apply failed and was rolled back"},
                                             {k_needs_person, "apply failed and needs a person"},
                                             {k_usage, "wrong command line"},
                                             {k_interrupted, "interrupted"}};
  return rows;
}

}  // namespace atlas::cli
