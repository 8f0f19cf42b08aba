#include "atlas/utils/log.hpp"

#include "atlas/utils/text.hpp"

#include <array>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <memory>
#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace atlas::log {
namespace {

ATLAS_DIAGNOSTIC(k_no_log_file, "ATLAS-E1096", error, "the log file cannot be opened",
                 "`--log-file` (or ATLAS_LOG_FILE) names a file that cannot be created or appended to. The folder must "
                 "exist and be writable by the user that runs ATLAS.");

constexpr std::array<std::string_view, 5> k_names{"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"};

struct Loggers {
  std::unique_ptr<spdlog::logger> screen;
  std::unique_ptr<spdlog::logger> file;
  bool json = false;
};

Loggers& loggers() {
  static Loggers instance;
  return instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::critical:
      return spdlog::level::critical;
  }
  return spdlog::level::critical;
}

// Lines are complete when they reach a sink, so that both forms come from the same fields.
std::unique_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink, Level level) {
  auto logger = std::make_unique<spdlog::logger>("atlas", std::move(sink));
  logger->set_pattern("%v");
  logger->set_level(to_spdlog(level));
  logger->flush_on(to_spdlog(Level::warning));
  return logger;
}

std::string now() {
  const auto time = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)),
                     time.time_since_epoch().count() % 1000);
}

std::string json_line(const std::string& time, Level level, std::string_view event, const Json& fields) {
  Json line = fields.is_object() ? fields : Json::object();
  line["time"] = time;
  line["level"] = to_string(level);
  line["event"] = event;
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_value(const Json& value) {
  if (!value.is_string()) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  const std::string shown = text::printable(value.get_ref<const std::string&>());
  return shown.empty() || shown.find_first_of(" \"=") != std::string::npos ? Json(shown).dump() : shown;
}

std::string text_line(const std::string& time, Level level, std::string_view event, const Json& fields) {
  std::string line = fmt::format("{} {} {}", time, to_string(level), text::printable(event));
  for (const auto& [name, value] : fields.items()) {
    line += fmt::format(" {}={}", name, text_value(value));
  }
  return line;
}

}  // namespace

Result<void> start(const Options& options) {
  Loggers fresh;
  fresh.json = options.json;
  fresh.screen = make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>(), options.level);
  if (!options.file.empty()) {
    try {
      fresh.file = make_logger(
          std::make_shared<spdlog::sinks::rotating_file_sink_mt>(options.file, options.file_bytes, options.file_count),
          options.file_level);
    } catch (const spdlog::spdlog_ex& error) {
      return failure(k_no_log_file(fmt::format("cannot open the log file {}", options.file)).because(error.what()));
    }
  }
  loggers() = std::move(fresh);
  return {};
}

void stop() {
  for (spdlog::logger* logger : {loggers().screen.get(), loggers().file.get()}) {
    if (logger != nullptr) {
      logger->flush();
    }
  }
  loggers() = {};
}

bool enabled(Level level) {
  const Loggers& to = loggers();
  return (to.screen && to.screen->should_log(to_spdlog(level))) || (to.file && to.file->should_log(to_spdlog(level)));
}

void write_json(Level level, std::string_view event, const Json& fields) {
  if (!enabled(level)) {
    return;
  }
  const Loggers& to = loggers();
  const std::string time = now();
  if (to.screen && to.screen->should_log(to_spdlog(level))) {
    to.screen->log(to_spdlog(level),
                   to.json ? json_line(time, level, event, fields) : text_line(time, level, event, fields));
  }
  if (to.file) {
    to.file->log(to_spdlog(level), json_line(time, level, event, fields));
  }
}

void write(Level level, std::string_view event, Fields fields) {
  if (!enabled(level)) {
    return;
  }
  Json object = Json::object();
  for (const Field& field : fields) {
    object[std::string(field.name)] = field.value;
  }
  write_json(level, event, object);
}

std::optional<Level> level_of(std::string_view name) {
  for (std::size_t i = 0; i < k_names.size(); ++i) {
    if (text::lower(name) == text::lower(k_names[i])) {
      return static_cast<Level>(i);
    }
  }
  return std::nullopt;
}

std::string_view to_string(Level level) { return k_names[static_cast<std::size_t>(level)]; }

}  // namespace atlas::log
