#include "atlas/spec/patterns.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace atlas::spec {
namespace {

constexpr std::size_t k_longest_number = 5;

// One more character of a pattern: what was reachable moves on by what it stands for.
void step(std::vector<bool>& reachable, std::string_view name, char c) {
  if (c == '*') {
    for (std::size_t i = 1; i <= name.size(); ++i) {
      reachable[i] = reachable[i] || reachable[i - 1];
    }
    return;
  }
  for (std::size_t i = name.size(); i > 0; --i) {
    reachable[i] = reachable[i - 1] && (c == '?' || name[i - 1] == c);
  }
  reachable[0] = false;
}

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && digits.size() <= k_longest_number ? std::optional(value) : std::nullopt;
}

}  // namespace

tl::expected<NamePattern, std::string> NamePattern::parse(std::string_view text) {
  NamePattern pattern;
  while (true) {
    Part part;
    const std::size_t open = text.find('{');
    part.before = text.substr(0, open);
    if (part.before.find('}') != std::string::npos) {
      return tl::unexpected<std::string>("has a '}' without a '{'");
    }
    if (open == std::string_view::npos) {
      pattern.parts_.push_back(std::move(part));
      return pattern;
    }
    const std::size_t close = text.find('}', open);
    const std::string_view inside = text.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    const std::size_t dots = inside.find("..");
    const auto from = dots == std::string_view::npos ? std::nullopt : number(inside.substr(0, dots));
    const auto to = dots == std::string_view::npos ? std::nullopt : number(inside.substr(dots + 2));
    if (close == std::string_view::npos || !from || !to || *from > *to) {
      return tl::unexpected<std::string>("needs braces of the form {01..03}, the first number not above the second");
    }
    part.from = *from;
    part.to = *to;
    part.width = dots;
    part.counts = true;
    pattern.parts_.push_back(std::move(part));
    text.remove_prefix(close + 1);
  }
}

std::uint64_t NamePattern::size() const {
  constexpr std::uint64_t k_most = 1'000'000'000;
  std::uint64_t total = 1;
  for (const Part& part : parts_) {
    total *= part.counts ? part.to - part.from + 1 : 1;
    total = std::min(total, k_most);
  }
  return total;
}

std::vector<std::string> NamePattern::names() const {
  std::vector<std::string> names{""};
  for (const Part& part : parts_) {
    std::vector<std::string> longer;
    for (const std::string& name : names) {
      if (!part.counts) {
        longer.push_back(name + part.before);
        continue;
      }
      for (std::uint64_t n = part.from; n <= part.to; ++n) {
        longer.push_back(fmt::format("{}{}{:0{}}", name, part.before, n, part.width));
      }
    }
    names = std::move(longer);
  }
  return names;
}

bool NamePattern::matches(std::string_view name) const {
  // reachable[i]: the parts so far can stand for the first i characters.
  std::vector<bool> reachable(name.size() + 1, false);
  reachable[0] = true;
  for (const Part& part : parts_) {
    for (const char c : part.before) {
      step(reachable, name, c);
    }
    if (!part.counts) {
      continue;
    }
    std::vector<bool> next(name.size() + 1, false);
    for (std::size_t at = 0; at < name.size(); ++at) {
      for (std::size_t length = 1; reachable[at] && length <= k_longest_number && at + length <= name.size();
           ++length) {
        const std::string_view digits = name.substr(at, length);
        const auto value = number(digits);
        if (value && *value >= part.from && *value <= part.to && digits == fmt::format("{:0{}}", *value, part.width)) {
          next[at + length] = true;
        }
      }
    }
    reachable = std::move(next);
  }
  return reachable[name.size()];
}

bool glob_matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool selects(std::string_view selector, std::string_view name) {
  if (selector.find('{') == std::string_view::npos) {
    return glob_matches(selector, name);
  }
  const auto pattern = NamePattern::parse(selector);
  return pattern && pattern->matches(name);
}

}  // namespace atlas::spec
