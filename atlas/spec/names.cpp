#include "atlas/spec/names.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <array>

namespace atlas::spec {
namespace {

constexpr std::string_view k_lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view k_digits = "0123456789";

bool is_label(std::string_view name) {
  constexpr std::size_t k_longest = 63;
  if (name.empty() || name.size() > k_longest || name.front() == '-' || name.back() == '-') {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [](char c) {
    return k_lower.find(c) != std::string_view::npos || k_digits.find(c) != std::string_view::npos || c == '-';
  });
}

}  // namespace

bool is_host_label(std::string_view name) { return is_label(name); }

bool is_machine_name(std::string_view name) {
  return is_label(name) && name.find_first_not_of(k_digits) != std::string_view::npos;
}

bool is_domain_name(std::string_view name) {
  constexpr std::size_t k_longest = 253;
  const std::vector<std::string> labels = text::split(text::lower(name), '.');
  return name.size() <= k_longest &&
         std::all_of(labels.begin(), labels.end(), [](const std::string& l) { return is_label(l); });
}

bool is_user_name(std::string_view name) {
  constexpr std::size_t k_longest = 32;
  if (name.empty() || name.size() > k_longest || k_digits.find(name.front()) != std::string_view::npos ||
      name.front() == '-') {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [](char c) {
    return k_lower.find(c) != std::string_view::npos || k_digits.find(c) != std::string_view::npos || c == '-' ||
           c == '_';
  });
}

bool is_reserved_name(std::string_view name) {
  static constexpr std::array<std::string_view, 12> k_reserved{
      "localhost",       "localdomain",  "broadcasthost",  "ip6-localhost", "ip6-loopback", "ip6-localnet",
      "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "all",           "ungrouped",    "local"};
  return std::find(k_reserved.begin(), k_reserved.end(), name) != k_reserved.end();
}

}  // namespace atlas::spec
