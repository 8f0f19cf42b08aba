#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"
#include "atlas/utils/secret.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

/// The program's log: structured events on stderr and, when asked for, in a rotating file of JSON lines.
/// Nothing is written before `start`. Thread-safe.
namespace atlas::log {

enum class Level { debug, info, warning, error, critical };

struct Options {
  Level level = Level::warning;  ///< least level on stderr
  bool json = false;             ///< JSON lines on stderr instead of text
  std::string file;              ///< empty = no file
  Level file_level = Level::info;
  std::size_t file_bytes = 10U << 20U;  ///< rotate at this size
  std::size_t file_count = 5;           ///< rotated files that are kept
};

/// A name and a value. There is no field from a Secret.
struct Field {
  template <class T>
  Field(std::string_view field_name, const T& field_value) : name(field_name), value(field_value) {}
  Field(std::string_view, const Secret&) = delete;

  std::string_view name;
  Json value;
};
using Fields = std::initializer_list<Field>;

/// E1096 when the log file cannot be opened. May be called again, to change the options.
Result<void> start(const Options& options);

/// Writes everything out and forgets the options.
void stop();

bool enabled(Level level);

/// `event` is a stable name such as `phase.end`; fields carry what varies.
/// Text form: `2026-01-31T10:00:00.000Z INFO phase.end phase=collect result=ok`.
void write(Level level, std::string_view event, Fields fields = {});
/// The same with the fields of a JSON object.
void write_json(Level level, std::string_view event, const Json& fields);

/// The level of a name (any case), such as `debug`; nothing when there is none.
std::optional<Level> level_of(std::string_view name);
std::string_view to_string(Level level);

}  // namespace atlas::log
