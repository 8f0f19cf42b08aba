#include "atlas/utils/platform.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace atlas::platform {
namespace {

std::atomic<bool> g_interrupted{false};
std::atomic<int> g_wake{-1};  // write end of the watch's pipe
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

void on_interrupt(int /*signal*/) {
  const int saved = errno;
  if (g_interrupted.exchange(true)) {
    _exit(130);
  }
  const char byte = 'i';
  [[maybe_unused]] const ssize_t sent = write(g_wake, &byte, 1);
  errno = saved;
}

}  // namespace

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

std::vector<std::string> environment_names(const std::string& prefix) {
  std::vector<std::string> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (text.starts_with(prefix)) {
      names.push_back(text.substr(0, text.find('=')));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

void set_environment(const std::string& name, const std::string& value) { setenv(name.c_str(), value.c_str(), 1); }

void unset_environment(const std::string& name) { unsetenv(name.c_str()); }

bool is_terminal(Stream stream) { return isatty(stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO) == 1; }

int terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 100;
}

void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

struct InterruptWatch::Impl {
  std::array<int, 2> pipe{-1, -1};
  struct sigaction old_int{};
  struct sigaction old_term{};
  std::thread thread;
};

InterruptWatch::InterruptWatch(std::function<void()> action) : impl_(std::make_unique<Impl>()) {
  if (pipe2(impl_->pipe.data(), O_CLOEXEC) != 0) {
    return;  // without a pipe the signal keeps its default: it ends the program
  }
  g_interrupted = false;
  g_wake = impl_->pipe[1];
  impl_->thread = std::thread([fd = impl_->pipe[0], action = std::move(action)] {
    char byte = 0;
    while (read(fd, &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == 'i') {
      action();
    }
  });
  struct sigaction handler{};
  handler.sa_handler = on_interrupt;
  sigemptyset(&handler.sa_mask);
  handler.sa_flags = SA_RESTART;
  sigaction(SIGINT, &handler, &impl_->old_int);
  sigaction(SIGTERM, &handler, &impl_->old_term);
}

InterruptWatch::~InterruptWatch() {
  if (!impl_->thread.joinable()) {
    return;
  }
  sigaction(SIGINT, &impl_->old_int, nullptr);
  sigaction(SIGTERM, &impl_->old_term, nullptr);
  const char byte = 'q';
  [[maybe_unused]] const ssize_t sent = write(impl_->pipe[1], &byte, 1);
  impl_->thread.join();
  g_wake = -1;
  close(impl_->pipe[0]);
  close(impl_->pipe[1]);
}

bool InterruptWatch::interrupted() const { return g_interrupted; }

}  // namespace atlas::platform
