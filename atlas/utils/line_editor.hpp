#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::platform {

/// Reads lines that a person types. On a terminal with arrow keys, history and completion (libedit); plain, without
/// any cursor movement, when standard input is no terminal, TERM is dumb, or `plain` is asked for (screen readers).
/// Prompts go to standard error. One at a time; not thread-safe, except `interrupt`.
class LineEditor {
 public:
  enum class End { line, end_of_input, interrupted };
  struct Line {
    End end = End::line;
    std::string text;  ///< without its newline
  };

  explicit LineEditor(bool plain);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  bool is_plain() const;
  /// Waits for one line. Lines that were pasted together come one after the other.
  Line read(const std::string& prompt);
  /// Words that Tab completes from now on; a word is what stands behind the last blank or comma.
  void complete_with(std::vector<std::string> words);
  /// Ends the wait of `read`, now or the next time. May be called from any thread.
  void interrupt();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether standard input is a terminal.
bool is_input_terminal();

}  // namespace atlas::platform
