#include "atlas/cli/views/phases.hpp"

#include <fmt/format.h>

namespace atlas::cli {
namespace {

std::string duration(std::int64_t microseconds) {
  const double milliseconds = static_cast<double>(microseconds) / 1000.0;
  return milliseconds < 1000 ? fmt::format("{:.1f} ms", milliseconds) : fmt::format("{:.2f} s", milliseconds / 1000);
}

std::string mark(const std::string& result, const Style& style) {
  if (result == "ok") {
    return style.good("✓");
  }
  return result == "failed" ? style.bad("✗") : style.dim("-");
}

}  // namespace

std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::string phases_text(const std::vector<spec::PhaseReport>& phases, const Style& style) {
  std::string out;
  for (const spec::PhaseReport& phase : phases) {
    const bool ran = phase.result == "ok" || phase.result == "failed" || phase.duration_us > 0;
    out +=
        fmt::format("  {} {:<10} {:>9}{}\n", mark(phase.result, style), phase.name,
                    ran ? duration(phase.duration_us) : "", phase.result == "ok" ? "" : "  " + style.dim(phase.result));
  }
  return out;
}

}  // namespace atlas::cli
