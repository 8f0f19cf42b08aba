#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The C interface of the Rust library (lib.rs): MiniJinja and jsonschema. Nothing unwinds through it in either
/// direction. Who made memory frees it: an Answer goes back to `atlas_rust_free_answer`; what a callback gives out
/// lives until the next callback on the same thread.
extern "C" {

struct AtlasSlice {
  const char* data;
  std::size_t size;
};

/// A value on its way into a text.
struct AtlasJob {
  std::int32_t filter;  ///< 0 literal, 1 as, 2 block, 10… ident raw node_id code comment line
  std::int32_t kind;    ///< 0 null, 1 boolean, 2 integer, 3 float, 4 string, 5 JSON text
  std::int64_t integer;
  double number;
  AtlasSlice text;
  AtlasSlice name;    ///< the template that is being executed
  AtlasSlice format;  ///< argument of `as`
  std::int64_t indent;
};

/// `kind`: 0 fine, 1 syntax, 2 undefined, 3 not found, 4 other, 5 out of fuel, 6 a callback refused, 7 a wrong call,
/// 9 panic.
struct AtlasAnswer {
  std::int32_t kind;
  std::int32_t line;
  std::int32_t column;
  AtlasSlice text;
  AtlasSlice name;
  void* owned;
};

struct AtlasEnvironment;
struct AtlasContext;
struct AtlasValidator;

/// 0 found, 1 not found, 2 unreadable.
using AtlasLoad = std::int32_t (*)(void* owner, AtlasSlice name, AtlasSlice* source);
/// 0 written, else refused.
using AtlasWrite = std::int32_t (*)(const AtlasJob* job, AtlasSlice* text);

AtlasEnvironment* atlas_rust_environment(void* owner, AtlasLoad load, AtlasWrite write);
void atlas_rust_free_environment(AtlasEnvironment* environment);
/// nullptr when the text is not JSON.
AtlasContext* atlas_rust_context(AtlasSlice json);
void atlas_rust_free_context(AtlasContext* context);
/// `extra` may be nullptr; its members hide the context's.
AtlasAnswer atlas_rust_render(const AtlasEnvironment* environment, AtlasSlice name, const AtlasContext* context,
                              const AtlasContext* extra);
void atlas_rust_free_answer(AtlasAnswer answer);

/// The answer's text says why the schema is invalid.
AtlasAnswer atlas_rust_schema(AtlasSlice json, AtlasValidator** validator);
void atlas_rust_free_schema(AtlasValidator* validator);
/// The answer's text is a JSON list of [instance path, schema path, keyword, message, names].
AtlasAnswer atlas_rust_validate(const AtlasValidator* validator, AtlasSlice json);
}

namespace atlas::rust {

inline AtlasSlice slice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(AtlasSlice slice) {
  return slice.size == 0 ? "" : std::string_view(slice.data, slice.size);
}

/// An Answer that goes back to its maker.
class Answer {
 public:
  explicit Answer(AtlasAnswer answer) : answer_(answer) {}
  ~Answer() { atlas_rust_free_answer(answer_); }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  int kind() const { return answer_.kind; }
  int line() const { return answer_.line; }
  int column() const { return answer_.column; }
  std::string_view text() const { return view(answer_.text); }
  std::string_view name() const { return view(answer_.name); }

 private:
  AtlasAnswer answer_;
};

}  // namespace atlas::rust
