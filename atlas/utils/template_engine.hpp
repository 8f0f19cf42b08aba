#pragma once

#include "atlas/utils/json.hpp"
#include "atlas/utils/result.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace atlas {

/// A JSON value converted once for many renderings. Immutable; shared between threads freely.
class TemplateContext {
 public:
  explicit TemplateContext(const Json& value);
  ~TemplateContext();
  TemplateContext(TemplateContext&&) noexcept;
  TemplateContext& operator=(TemplateContext&&) noexcept;

 private:
  friend class TemplateEngine;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Jinja templates (MiniJinja) in which no value can leave its literal: the file name decides the format
/// (`main.tf.j2` → HCL, `site.yml.j2` → YAML, …, see docs/templates.md) and `{{ value }}` always writes one
/// complete, escaped literal of that format. Text passes unescaped only through the filters `ident`, `raw`, `as`
/// and those documented with the format. Undefined values, unknown formats and endless loops are errors.
class TemplateEngine {
 public:
  /// Folders are searched in order: put a user's override folder first. They need not exist. A template is read and
  /// compiled once: a changed file needs a new engine.
  explicit TemplateEngine(std::vector<std::filesystem::path> folders);
  ~TemplateEngine();
  TemplateEngine(const TemplateEngine&) = delete;
  TemplateEngine& operator=(const TemplateEngine&) = delete;

  /// Renders the template `name` (path below a folder, with `/` and its `.j2`) with the keys of `context`
  /// and, over them, the keys of `extra` (an object or null).
  /// Errors: ATLAS-E5001 syntax or unknown filter, E5002 undefined value, E5003 not found, E5004 any other, E5005 does
  /// not end, E5006 a value that the format cannot hold, E5007 no writer for the file's name; each with the innermost
  /// template's file, line and column. Values never appear in the error text.
  /// Thread-safe.
  Result<std::string> render(std::string_view name, const TemplateContext& context, const Json& extra = nullptr) const;

  /// Names of all templates and plain files below `prefix` in any folder, sorted, each once.
  std::vector<std::string> list(std::string_view prefix) const;

  /// The bytes of a file that is not a template, from the first folder that has it.
  Result<std::string> read(std::string_view name) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace atlas
