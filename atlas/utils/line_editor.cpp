#include "atlas/utils/line_editor.hpp"

#include "atlas/utils/platform.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cwchar>
#include <fcntl.h>
#include <histedit.h>
#include <iostream>
#include <poll.h>
#include <unistd.h>

namespace atlas::platform {
namespace {

constexpr int k_history_size = 200;
constexpr std::size_t k_longest_line = 64 * 1024;

std::string common_prefix(const std::vector<std::string>& words) {
  std::string prefix = words.front();
  for (const std::string& word : words) {
    const auto end = std::mismatch(prefix.begin(), prefix.end(), word.begin(), word.end()).first;
    prefix.erase(end, prefix.end());
  }
  return prefix;
}

}  // namespace

bool is_input_terminal() { return isatty(STDIN_FILENO) == 1; }

struct LineEditor::Impl {
  bool plain = true;
  std::array<int, 2> wake{-1, -1};
  bool interrupted = false;
  bool ended = false;
  std::string prompt;
  std::vector<std::string> words;
  EditLine* editor = nullptr;
  History* history = nullptr;

  // One byte of input, or -1 when there is none any more.
  int next_byte() {
    std::array<pollfd, 2> waits{{{STDIN_FILENO, POLLIN, 0}, {wake[0], POLLIN, 0}}};
    while (poll(waits.data(), waits.size(), -1) < 0) {
      if (errno != EINTR) {
        return -1;
      }
    }
    if (waits[1].revents != 0) {
      char byte = 0;
      [[maybe_unused]] const ssize_t taken = ::read(wake[0], &byte, 1);
      interrupted = true;
      return -1;
    }
    unsigned char byte = 0;
    ssize_t got = 0;
    while ((got = ::read(STDIN_FILENO, &byte, 1)) < 0 && errno == EINTR) {
    }
    ended = got <= 0;
    return ended ? -1 : byte;
  }

  std::string read_plain() {
    std::cerr << prompt << std::flush;
    std::string line;
    for (int byte = next_byte(); byte != '\n'; byte = next_byte()) {
      if (byte < 0) {
        ended = ended && line.empty();  // a last line without its newline counts
        break;
      }
      if (line.size() < k_longest_line) {
        line += static_cast<char>(byte);
      }
    }
    return line;
  }

  static Impl& of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<Impl*>(self);
  }

  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  static int read_character(EditLine* editor, wchar_t* character) {
    Impl& self = of(editor);
    std::mbstate_t state{};
    while (true) {
      const int byte = self.next_byte();
      if (byte < 0) {
        return 0;
      }
      const char text = static_cast<char>(byte);
      const std::size_t used = std::mbrtowc(character, &text, 1, &state);
      if (used == static_cast<std::size_t>(-1)) {
        *character = L'?';
        return 1;
      }
      if (used != static_cast<std::size_t>(-2)) {
        return 1;
      }
    }
  }

  static unsigned char complete(EditLine* editor, int /*key*/) {
    const Impl& self = of(editor);
    const LineInfo* line = el_line(editor);
    const std::string before(line->buffer, line->cursor);
    const std::size_t start = before.find_last_of(" ,") + 1;
    const std::string begun = before.substr(start);
    std::vector<std::string> fits;
    std::copy_if(self.words.begin(), self.words.end(), std::back_inserter(fits),
                 [&](const std::string& word) { return word.starts_with(begun); });
    if (fits.empty()) {
      return CC_ERROR;
    }
    const std::string added = common_prefix(fits).substr(begun.size());
    if (!added.empty()) {
      return el_insertstr(editor, added.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    }
    if (fits.size() == 1) {
      return CC_NORM;
    }
    std::cerr << "\n";
    for (const std::string& word : fits) {
      std::cerr << "  " << word << "\n";
    }
    std::cerr << std::flush;
    return CC_REDISPLAY;
  }

  void start() {
    std::setlocale(LC_CTYPE, "");
    editor = el_init("atlas", stdin, stderr, stderr);
    if (editor == nullptr) {
      plain = true;
      return;
    }
    history = history_init();
    HistEvent event;
    ::history(history, &event, H_SETSIZE, k_history_size);
    el_set(editor, EL_CLIENTDATA, this);
    el_set(editor, EL_PROMPT, &Impl::show_prompt);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_HIST, ::history, history);
    el_set(editor, EL_SIGNAL, 0);
    el_set(editor, EL_GETCFN, &Impl::read_character);
    el_set(editor, EL_ADDFN, "atlas-complete", "completes a word", &Impl::complete);
    el_set(editor, EL_BIND, "^I", "atlas-complete", nullptr);
  }

  std::string read_edited() {
    el_resize(editor);
    int count = 0;
    const char* text = el_gets(editor, &count);
    std::string line = text == nullptr || count <= 0 ? "" : std::string(text, static_cast<std::size_t>(count));
    if (line.empty()) {
      ended = !interrupted;
      return line;
    }
    if (line.ends_with('\n')) {
      line.pop_back();
    }
    if (!line.empty()) {
      HistEvent event;
      ::history(history, &event, H_ENTER, line.c_str());
    }
    return line;
  }
};

LineEditor::LineEditor(bool plain) : impl_(std::make_unique<Impl>()) {
  const std::string terminal = environment("TERM");
  impl_->plain = plain || !is_input_terminal() || !is_terminal(Stream::error) || terminal.empty() || terminal == "dumb";
  if (pipe2(impl_->wake.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    impl_->wake = {-1, -1};  // poll passes over it; an interrupt then has to wait for the next line
  }
  if (!impl_->plain) {
    impl_->start();
  }
}

LineEditor::~LineEditor() {
  if (impl_->editor != nullptr) {
    el_end(impl_->editor);
    history_end(impl_->history);
  }
  close(impl_->wake[0]);
  close(impl_->wake[1]);
}

bool LineEditor::is_plain() const { return impl_->plain; }

void LineEditor::complete_with(std::vector<std::string> words) { impl_->words = std::move(words); }

LineEditor::Line LineEditor::read(const std::string& prompt) {
  impl_->prompt = prompt;
  Line line;
  line.text = impl_->plain ? impl_->read_plain() : impl_->read_edited();
  if (impl_->interrupted || impl_->ended) {
    line.end = impl_->interrupted ? End::interrupted : End::end_of_input;
    std::cerr << "\n" << std::flush;
  }
  return line;
}

void LineEditor::interrupt() {
  const char byte = 'i';
  [[maybe_unused]] const ssize_t sent = write(impl_->wake[1], &byte, 1);
}

}  // namespace atlas::platform
