#pragma once

#include "atlas/utils/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::spec {

/// A machine name with numbered places: `web-{01..03}` is web-01, web-02, web-03. Several places multiply, the last
/// one counts fastest. The width of the first number is kept ("{8..11}" is 8, 9, 10, 11; "{08..11}" is 08, 09, 10, 11).
class NamePattern {
 public:
  /// Error text (no diagnostic) when the braces are unbalanced or no `{N..M}` with N <= M <= 99999.
  static tl::expected<NamePattern, std::string> parse(std::string_view text);

  /// How many names it stands for, without making them; saturates.
  std::uint64_t size() const;
  /// All names, in order. The caller checks size() first.
  std::vector<std::string> names() const;
  /// True when there is at least one place.
  bool expands() const { return parts_.size() > 1; }
  /// True when `name` is one of names(), taking `*` and `?` outside the braces as in a glob.
  bool matches(std::string_view name) const;

 private:
  struct Part {
    std::string before;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::size_t width = 0;
    bool counts = false;
  };
  std::vector<Part> parts_;
};

/// `*` and `?` as in a shell; no other character is special.
bool glob_matches(std::string_view pattern, std::string_view name);

/// True when `selector` (a name, a pattern, a glob or a mix) means `name`. A broken pattern means nothing. The names of
/// a pattern are not made for it: the cost is at most |selector| * |name|.
bool selects(std::string_view selector, std::string_view name);

}  // namespace atlas::spec
