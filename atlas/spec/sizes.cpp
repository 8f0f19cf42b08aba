#include "atlas/spec/sizes.hpp"

#include "atlas/utils/text.hpp"

#include <fmt/format.h>

namespace atlas::spec {
namespace {

struct Written {
  std::uint64_t whole = 0;
  std::uint64_t fraction = 0;  // of 10^digits
  int digits = 0;
  std::string unit;
};

constexpr std::size_t k_longest = 40;

std::optional<Written> scan(std::string_view text) {
  Written result;
  std::size_t at = 0;
  bool behind_point = false;
  bool any = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && any && !behind_point) {
      behind_point = true;
    } else if (c >= '0' && c <= '9') {
      std::uint64_t& number = behind_point ? result.fraction : result.whole;
      if (number > 99'999'999'999'999ULL || (behind_point && result.digits == 6)) {
        return std::nullopt;
      }
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
      result.digits += behind_point ? 1 : 0;
      any = true;
    } else {
      break;
    }
  }
  if (!any || (behind_point && result.digits == 0)) {
    return std::nullopt;
  }
  result.unit = text::lower(text::trim(text.substr(at)));
  return result;
}

// Bytes of one such unit; 0 when there is no such unit.
std::uint64_t bytes_of(std::string_view unit) {
  constexpr std::string_view k_letters = "kmgt";
  const std::size_t rank = unit.empty() ? std::string_view::npos : k_letters.find(unit.front());
  if (rank == std::string_view::npos) {
    return 0;
  }
  const std::string_view rest = unit.substr(1);
  const bool decimal = rest == "b";
  if (!decimal && !rest.empty() && rest != "ib") {
    return 0;
  }
  std::uint64_t bytes = 1;
  for (std::size_t i = 0; i <= rank; ++i) {
    bytes *= decimal ? 1000 : 1024;
  }
  return bytes;
}

}  // namespace

std::optional<std::int64_t> parse_size(std::string_view text, SizeUnit unit) {
  const auto written = text.size() <= k_longest ? scan(text::trim(text)) : std::nullopt;
  if (!written) {
    return std::nullopt;
  }
  const std::uint64_t target = unit == SizeUnit::mib ? 1ULL << 20U : 1ULL << 30U;
  const std::uint64_t factor = written->unit.empty() ? target : bytes_of(written->unit);
  if (factor == 0 || written->whole > (1ULL << 62U) / factor) {
    return std::nullopt;
  }
  std::uint64_t scale = 1;
  for (int i = 0; i < written->digits; ++i) {
    scale *= 10;
  }
  const std::uint64_t part = written->fraction * (factor / scale) + written->fraction * (factor % scale) / scale;
  const std::uint64_t bytes = written->whole * factor + part;
  const bool decimal = written->unit.size() == 2;
  const bool exact_part = (written->fraction * (factor % scale)) % scale == 0;
  if (!decimal && (bytes % target != 0 || !exact_part)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(bytes / target);
}

std::string size_text(std::int64_t value, SizeUnit unit) {
  static constexpr std::string_view k_units[] = {"MiB", "GiB", "TiB"};
  std::size_t at = unit == SizeUnit::mib ? 0 : 1;
  while (value != 0 && value % 1024 == 0 && at < 2) {
    value /= 1024;
    ++at;
  }
  return fmt::format("{} {}", value, k_units[at]);
}

}  // namespace atlas::spec
