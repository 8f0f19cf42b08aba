#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <fmt/core.h>
#include <iosfwd>
#include <string>
#include <string_view>

namespace atlas {

class FileSystem;

/// A value that must not be seen: it cannot be printed, logged, formatted, compared, copied or turned into JSON, and
/// its bytes are zeroed when it goes. The only way to the bytes is `reveal`, which is easy to find in a review.
class Secret {
 public:
  /// Takes the text and zeroes the one given.
  explicit Secret(std::string&& text);
  ~Secret();
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  /// Valid while the secret lives. Never store, log or pass on a command line what this returns.
  std::string_view reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;
  friend void to_json(Json&, const Secret&) = delete;

 private:
  std::string text_;
};

/// Where a secret comes from: what specs and settings hold in its place.
struct SecretReference {
  enum class Source { environment, file, vault, age };
  Source source = Source::environment;
  std::string place;  ///< variable name, path, `mount/path`, or file
  std::string field;  ///< of vault and age: what stands after `#`
};

/// Grammar: `env:NAME`, `file:PATH`, `vault:MOUNT/PATH#FIELD`, `age:FILE#KEY`. E1092 for anything else; the message
/// never repeats the text, because it may be a secret that was pasted in the wrong place.
Result<SecretReference> parse_secret_reference(std::string_view text);

/// Reads the secret; one final newline of a file is not part of it. E1093 not there or empty, E1094 the file is
/// readable by others, E1095 a source that this version only knows the grammar of (vault, age).
Result<Secret> resolve_secret(const SecretReference& reference, FileSystem& files);

}  // namespace atlas

template <>
struct fmt::formatter<atlas::Secret> {
  formatter() = delete;
};
