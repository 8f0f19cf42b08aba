#include "atlas/interview/derived.hpp"

#include "atlas/interview/values.hpp"
#include "atlas/spec/ip.hpp"
#include "atlas/utils/text.hpp"

namespace atlas::interview {

using spec::IpNetwork;

std::optional<OsTemplate> parse_template(const std::string& answer, const spec::OsCatalogue& systems) {
  OsTemplate result{0, "debian-12"};
  for (const std::string& word : text::split(answer, ' ')) {
    if (const std::optional<std::int64_t> number = parse_integer(word)) {
      result.vmid = *number;
    } else if (systems.find(word) != nullptr) {
      result.os = word;
    } else if (!word.empty()) {
      return std::nullopt;
    }
  }
  return result.vmid >= 100 && result.vmid <= 999'999'999 ? std::optional(result) : std::nullopt;
}

std::optional<Lan> plan_lan(const std::string& subnet) {
  const std::optional<IpNetwork> network = IpNetwork::parse(subnet);
  if (!network || !network->is_v4() || network->prefix() < 8 || network->prefix() > 28) {
    return std::nullopt;
  }
  const std::uint64_t size = 1ULL << static_cast<unsigned>(32 - network->prefix());
  const std::uint64_t first = size >= 256 ? 50 : size / 4;
  const std::uint64_t last = size >= 256 ? 99 : size - 3;
  const auto at = [&](std::uint64_t steps) { return network->network().plus(steps)->text(); };
  return Lan{network->text(), at(1), at(first) + "-" + at(last)};
}

std::string short_name(const std::string& profile) {
  const std::size_t dash = profile.rfind("-server");
  return dash != std::string::npos && dash > 0 ? profile.substr(0, dash) : profile;
}

std::string fleet_name(const std::string& folder) {
  std::string name;
  for (const char c : text::lower(folder)) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit = c >= '0' && c <= '9';
    if (letter || (!name.empty() && digit)) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  name = name.substr(0, 31);
  while (name.ends_with('-')) {
    name.pop_back();
  }
  return name.empty() ? "fleet" : name;
}

}  // namespace atlas::interview
