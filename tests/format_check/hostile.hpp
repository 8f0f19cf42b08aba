#pragma once

#include "atlas/utils/json.hpp"

#include <array>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

/// Text made to break out of a literal: every format's own syntax, in any mixture. The same seed gives the same text.
namespace atlas::test {

constexpr std::array<std::string_view, 134> k_fragments = {"\"",
                                                           "'",
                                                           "`",
                                                           "\\",
                                                           "\\\"",
                                                           "\\n",
                                                           "\\u0041",
                                                           "\\x41",
                                                           "\\",
                                                           "\n",
                                                           "\n\n",
                                                           "\t",
                                                           " ",
                                                           "  ",
                                                           "    ",
                                                           "$",
                                                           "${",
                                                           "$${",
                                                           "${x}",
                                                           "%{",
                                                           "%%{",
                                                           "%{if x}",
                                                           "%",
                                                           "%%",
                                                           "%n",
                                                           "%i",
                                                           "$x",
                                                           "$$",
                                                           "$(id)",
                                                           "`id`",
                                                           "{{",
                                                           "}}",
                                                           "{{ x }}",
                                                           "{%",
                                                           "%}",
                                                           "{#",
                                                           "#}",
                                                           "!unsafe ",
                                                           "!vault |",
                                                           "- ",
                                                           "-",
                                                           "--",
                                                           "---",
                                                           "---\n",
                                                           "...",
                                                           "\n- a",
                                                           ": ",
                                                           ":",
                                                           " #",
                                                           "#",
                                                           "# x",
                                                           "&a",
                                                           "*a",
                                                           "!",
                                                           "@",
                                                           "|",
                                                           ">",
                                                           "<",
                                                           "&",
                                                           "~",
                                                           "^",
                                                           "=",
                                                           "==",
                                                           "===",
                                                           "+",
                                                           "+ ",
                                                           "1. ",
                                                           "1) ",
                                                           "1.",
                                                           "?",
                                                           "? ",
                                                           ",",
                                                           ";",
                                                           "[",
                                                           "]",
                                                           "{",
                                                           "}",
                                                           "(",
                                                           ")",
                                                           "[x](y)",
                                                           "![x](y)",
                                                           "<br/>",
                                                           "<b>",
                                                           "</code>",
                                                           "<!-- x -->",
                                                           "&amp;",
                                                           "&#35;",
                                                           "#quot;",
                                                           "#35;",
                                                           "**b**",
                                                           "__u__",
                                                           "_i_",
                                                           "//i//",
                                                           "~~s~~",
                                                           "----",
                                                           "````",
                                                           "<U+0041>",
                                                           "<color:red>",
                                                           "/*",
                                                           "*/",
                                                           "true",
                                                           "No",
                                                           "null",
                                                           "~",
                                                           "yes",
                                                           "y",
                                                           ".inf",
                                                           "NaN",
                                                           "010",
                                                           "1e3",
                                                           "0x1F",
                                                           "12:30:45",
                                                           "2026-11-24",
                                                           "1_000",
                                                           "0",
                                                           "-1",
                                                           "EOF",
                                                           "end",
                                                           "subgraph",
                                                           "@enduml",
                                                           "!include x",
                                                           "%% next",
                                                           "[s]",
                                                           "k=v",
                                                           "\nk = v",
                                                           "é",
                                                           "e\xCC\x81",
                                                           "ß",
                                                           "日本",
                                                           "\xF0\x9F\x9A\x80",
                                                           "\xC2\xA0",
                                                           "\xE3\x80\x80",
                                                           "\xEF\xBF\xBD",
                                                           "\xF4\x8F\xBF\xBD"};

class Hostile {
 public:
  explicit Hostile(std::uint64_t seed) : random_(seed) {}

  /// Never empty, at most `longest` bytes or a little more.
  std::string text(std::size_t longest = 30'000) {
    std::string out;
    const std::size_t pieces = below(400) == 0 ? 1 + below(4000) : 1 + below(12);
    for (std::size_t i = 0; i < pieces && out.size() < longest; ++i) {
      out += piece();
    }
    return out;
  }

  /// Text, numbers, booleans, null, and lists and maps of them.
  Json value(int depth = 0) {
    switch (below(depth < 4 ? 9 : 6)) {
      case 0:
        return static_cast<std::int64_t>(random_()) >> below(64);
      case 1:
        return below(2) == 0;
      case 2:
        return nullptr;
      case 6:
      case 7:
        return list(depth);
      case 8:
        return map(depth);
      default:
        return text();
    }
  }

  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  std::string piece() {
    if (below(3) == 0) {
      std::string word;
      for (std::size_t i = below(8) + 1; i > 0; --i) {
        word += static_cast<char>(' ' + below(95));
      }
      return word;
    }
    return std::string(k_fragments.at(below(k_fragments.size())));
  }
  Json list(int depth) {
    Json out = Json::array();
    for (std::size_t i = below(4); i > 0; --i) {
      out.push_back(value(depth + 1));
    }
    return out;
  }
  Json map(int depth) {
    Json out = Json::object();
    for (std::size_t i = below(4); i > 0; --i) {
      out[below(2) == 0 ? text(200) : "key" + std::to_string(i)] = value(depth + 1);
    }
    return out;
  }

  std::mt19937_64 random_;
};

/// A number from the environment.
inline std::size_t setting(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace atlas::test
