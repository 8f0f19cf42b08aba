#include "atlas/utils/yaml/problems.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace atlas::yaml {
namespace {

ATLAS_DIAGNOSTIC(k_not_found, "ATLAS-E1011", error, "the file does not exist",
                 "There is no file of that name. Names are relative to the folder the command runs in.");
ATLAS_DIAGNOSTIC(k_directory, "ATLAS-E1012", error, "the path is a directory",
                 "A file was expected and the path names a directory. Name the file in it, often fleet.yaml.");
ATLAS_DIAGNOSTIC(k_unreadable, "ATLAS-E1013", error, "the file cannot be read",
                 "The system refused to open or read the file: missing permission, a path that is too long, or "
                 "something that is no regular file (a socket, a device, a pipe).");

namespace fs = std::filesystem;

std::string nearest_file(const fs::path& path) {
  std::error_code error;
  std::vector<std::string> names;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (fs::directory_iterator it(folder, error), end; !error && it != end && names.size() < 1000; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const auto name = nearest(path.filename().string(), names);
  return name ? fmt::format("did you mean '{}'?", (path.parent_path() / *name).string()) : "check the path";
}

Diagnostic missing(const std::string& path, const std::error_code& error) {
  const SourceLocation where{path, 0, 0, {}};
  if (!error || error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return k_not_found(fmt::format("'{}' does not exist", path)).at(where).fix(nearest_file(path));
  }
  return k_unreadable(fmt::format("'{}' cannot be read: {}", path, error.message()))
      .at(where)
      .fix("check its permissions");
}

std::optional<Diagnostic> why_not(const std::string& path, const Limits& limits) {
  const SourceLocation where{path, 0, 0, {}};
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none) {
    return missing(path, error);
  }
  if (fs::is_directory(status)) {
    return k_directory(fmt::format("'{}' is a directory", path)).at(where).fix("name the file in it");
  }
  if (!fs::is_regular_file(status)) {
    return k_unreadable(fmt::format("'{}' is not a regular file", path)).at(where).fix("name a regular file");
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > limits.bytes) {
    return k_too_large(fmt::format("'{}' has {} bytes, more than the {} allowed", path, size, limits.bytes))
        .at(where)
        .fix("check that this is the file you meant");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> read_file(const std::string& path, Diagnostics& diagnostics, const Limits& limits) {
  if (auto problem = why_not(path, limits)) {
    diagnostics.add(std::move(*problem));
    return std::nullopt;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  std::array<char, 65536> chunk;
  // One chunk more than allowed is enough to know that a growing file is too large.
  while (stream && text.size() <= limits.bytes) {
    stream.read(chunk.data(), chunk.size());
    text.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad()) {
    const std::string reason = errno != 0 ? std::strerror(errno) : "the system gave no reason";
    diagnostics.add(k_unreadable(fmt::format("'{}' cannot be read: {}", path, reason))
                        .at(SourceLocation{path, 0, 0, {}})
                        .fix("check its permissions"));
    return std::nullopt;
  }
  return read(path, std::move(text), diagnostics, limits);
}

}  // namespace atlas::yaml
