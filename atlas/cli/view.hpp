#pragma once

#include "atlas/utils/json.hpp"

#include <string>
#include <string_view>

namespace atlas::cli {

/// How text may look where it goes.
struct Style {
  bool colour = false;
  int width = 100;

  std::string bold(std::string_view words) const { return paint("1", words); }
  std::string dim(std::string_view words) const { return paint("2", words); }
  std::string good(std::string_view words) const { return paint("32", words); }
  std::string bad(std::string_view words) const { return paint("31", words); }
  std::string warn(std::string_view words) const { return paint("33", words); }
  std::string accent(std::string_view words) const { return paint("36", words); }

 private:
  std::string paint(std::string_view code, std::string_view words) const;
};

/// What a command found, in the two forms that it can be shown. Commands make views; only the program prints.
class View {
 public:
  virtual ~View() = default;
  /// For a person, on stdout: whole lines, each ended.
  virtual std::string text(const Style& style) const = 0;
  /// For a program; the same facts.
  virtual Json json() const = 0;
  /// What a person may want to know beside it, on stderr.
  virtual std::string aside(const Style& /*style*/) const { return ""; }
  /// Whether the text only tells how a run went; `--quiet` then leaves it out.
  virtual bool is_report() const { return false; }
};

}  // namespace atlas::cli
