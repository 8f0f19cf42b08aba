#include "atlas/agents/validation/rules/calendar_event.hpp"

#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <set>

namespace atlas::agents::validation::rules {
namespace {

// "5", "1..5", "*", each with "/step".
bool is_element(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto slash = text.find('/');
  if (slash != std::string_view::npos && !number_in(text.substr(slash + 1), 1, most)) {
    return false;
  }
  const auto base = text.substr(0, slash);
  const auto dots = base.find("..");
  if (base == "*") {
    return true;
  }
  if (dots == std::string_view::npos) {
    return number_in(base, least, most).has_value();
  }
  const auto low = number_in(base.substr(0, dots), least, most);
  const auto high = number_in(base.substr(dots + 2), least, most);
  return low && high && *low <= *high;
}

bool is_list(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto parts = text::split(text, ',');
  return std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return is_element(part, least, most); });
}

bool is_weekdays(std::string_view text) {
  static const std::set<std::string> k_days = {"mon",      "tue",    "wed",      "thu",     "fri",
                                               "sat",      "sun",    "monday",   "tuesday", "wednesday",
                                               "thursday", "friday", "saturday", "sunday"};
  const auto is_day = [](std::string_view day) { return k_days.count(text::lower(day)) > 0; };
  const auto parts = text::split(text, ',');
  return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
    const auto dots = part.find("..");
    return dots == std::string::npos ? is_day(part) : is_day(part.substr(0, dots)) && is_day(part.substr(dots + 2));
  });
}

bool is_date(std::string_view text) {
  const auto parts = text::split(text, '-');
  if (parts.size() < 2 || parts.size() > 3) {
    return false;
  }
  const bool year = parts.size() == 2 || is_list(parts[0], 1970, 9999);
  return year && is_list(parts[parts.size() - 2], 1, 12) && is_list(parts.back(), 1, 31);
}

bool is_time(std::string_view text) {
  const auto parts = text::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) {
    return false;
  }
  return is_list(parts[0], 0, 23) && is_list(parts[1], 0, 59) && (parts.size() == 2 || is_list(parts[2], 0, 59));
}

bool is_keyword(std::string_view text) {
  static const std::set<std::string_view> k_words = {"minutely",     "hourly",       "daily",    "weekly",
                                                     "monthly",      "yearly",       "annually", "quarterly",
                                                     "semiannually", "semi-annually"};
  return k_words.count(text) > 0;
}

}  // namespace

bool is_calendar_event(std::string_view text) {
  if (is_keyword(text)) {
    return true;
  }
  auto words = text::split(text::trim(text), ' ');
  std::erase(words, "");
  auto word = words.begin();
  const auto skip = [&](bool (*matches)(std::string_view)) { word += word != words.end() && matches(*word) ? 1 : 0; };
  skip(is_weekdays);
  skip(is_date);
  skip(is_time);
  return !words.empty() && word == words.end();
}

}  // namespace atlas::agents::validation::rules
