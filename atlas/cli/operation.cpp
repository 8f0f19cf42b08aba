#include "atlas/cli/operation.hpp"

#include "atlas/cli/components.hpp"
#include "atlas/cli/errors.hpp"
#include "atlas/cli/settings.hpp"
#include "atlas/runtime/session.hpp"
#include "atlas/utils/log.hpp"
#include "atlas/utils/platform.hpp"

#include <charconv>
#include <fmt/format.h>

namespace atlas::cli {

Result<int> max_machines() {
  const std::string words = k_max_machines.value();
  int count = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), count);
  if (error != std::errc() || end != words.data() + words.size() || count < 1 || count > 100'000) {
    return failure(
        k_bad_argument(fmt::format("--max-machines cannot be '{}'", words)).fix("give a number from 1 to 100000"));
  }
  return count;
}

void declare_spec(Flags& flags, spec::Operation& operation) {
  flags.argument("SPEC", "the fleet file", operation.spec_path).file();
  flags.text("-e,--env", "ENV", "environment, instead of the spec's", operation.environment)
      .choices({"dev", "test", "prod"});
  flags
      .text("--lock", "FILE", "file that remembers what was chosen (default: SPEC with .lock.yaml)",
            operation.lock_path)
      .file();
  declare_components(flags, operation.component_folders);
  flags.setting(k_max_machines, "N");
}

OperationResult run_operation(spec::Operation operation) {
  OperationResult result;
  const Result<int> most = max_machines();
  if (!most) {
    result.report.diagnostics.add(most.error());
    result.code = k_usage;
    return result;
  }
  operation.max_machines = *most;
  runtime::LogEvents events;
  std::stop_source stop;
  const platform::InterruptWatch watch([&stop] { stop.request_stop(); });
  {
    runtime::SessionOptions options;
    options.events = log::enabled(log::Level::warning) ? &events : nullptr;
    runtime::Session session(options);
    result.report = session.run(operation, stop.get_token());
  }
  result.code = exit_code_of(result.report.diagnostics);
  if (!result.report.succeeded && watch.interrupted()) {
    result.code = k_interrupted;
  } else if (!result.report.succeeded && result.code == k_ok) {
    result.code = k_error;
  }
  return result;
}

}  // namespace atlas::cli
